// Z3, loaded when it is first needed: most runs of the program never solve anything.
//
// Each function has the name and the type that Z3's own header gives it and passes the call on, so that Swift calls Z3 as if
// it were linked. Who uses a function that is not in the list finds out when linking.
#include "CZ3.h"

#include <shared_library.h>
#include <pthread.h>

#define FUNCTIONS(ENTRY) \
  ENTRY(Z3_ast_vector_dec_ref) \
  ENTRY(Z3_ast_vector_get) \
  ENTRY(Z3_ast_vector_inc_ref) \
  ENTRY(Z3_ast_vector_size) \
  ENTRY(Z3_dec_ref) \
  ENTRY(Z3_del_config) \
  ENTRY(Z3_del_context) \
  ENTRY(Z3_get_ast_id) \
  ENTRY(Z3_get_bool_value) \
  ENTRY(Z3_get_error_code) \
  ENTRY(Z3_get_error_msg) \
  ENTRY(Z3_get_numeral_int64) \
  ENTRY(Z3_get_numeral_string) \
  ENTRY(Z3_global_param_set) \
  ENTRY(Z3_inc_ref) \
  ENTRY(Z3_interrupt) \
  ENTRY(Z3_mk_add) \
  ENTRY(Z3_mk_and) \
  ENTRY(Z3_mk_bool_sort) \
  ENTRY(Z3_mk_config) \
  ENTRY(Z3_mk_const) \
  ENTRY(Z3_mk_context) \
  ENTRY(Z3_mk_eq) \
  ENTRY(Z3_mk_false) \
  ENTRY(Z3_mk_ge) \
  ENTRY(Z3_mk_gt) \
  ENTRY(Z3_mk_implies) \
  ENTRY(Z3_mk_int2real) \
  ENTRY(Z3_mk_int64) \
  ENTRY(Z3_mk_int_sort) \
  ENTRY(Z3_mk_int_symbol) \
  ENTRY(Z3_mk_ite) \
  ENTRY(Z3_mk_le) \
  ENTRY(Z3_mk_lt) \
  ENTRY(Z3_mk_mul) \
  ENTRY(Z3_mk_not) \
  ENTRY(Z3_mk_numeral) \
  ENTRY(Z3_mk_or) \
  ENTRY(Z3_mk_params) \
  ENTRY(Z3_mk_real2int) \
  ENTRY(Z3_mk_real_sort) \
  ENTRY(Z3_mk_simple_solver) \
  ENTRY(Z3_mk_solver) \
  ENTRY(Z3_mk_string_symbol) \
  ENTRY(Z3_mk_sub) \
  ENTRY(Z3_mk_true) \
  ENTRY(Z3_mk_unary_minus) \
  ENTRY(Z3_model_dec_ref) \
  ENTRY(Z3_model_eval) \
  ENTRY(Z3_model_inc_ref) \
  ENTRY(Z3_params_dec_ref) \
  ENTRY(Z3_params_inc_ref) \
  ENTRY(Z3_params_set_bool) \
  ENTRY(Z3_params_set_double) \
  ENTRY(Z3_params_set_symbol) \
  ENTRY(Z3_params_set_uint) \
  ENTRY(Z3_set_error_handler) \
  ENTRY(Z3_set_param_value) \
  ENTRY(Z3_solver_assert) \
  ENTRY(Z3_solver_check) \
  ENTRY(Z3_solver_check_assumptions) \
  ENTRY(Z3_solver_dec_ref) \
  ENTRY(Z3_solver_get_model) \
  ENTRY(Z3_solver_get_reason_unknown) \
  ENTRY(Z3_solver_get_statistics) \
  ENTRY(Z3_solver_get_unsat_core) \
  ENTRY(Z3_solver_inc_ref) \
  ENTRY(Z3_solver_pop) \
  ENTRY(Z3_solver_push) \
  ENTRY(Z3_solver_set_params) \
  ENTRY(Z3_stats_dec_ref) \
  ENTRY(Z3_stats_get_key) \
  ENTRY(Z3_stats_get_uint_value) \
  ENTRY(Z3_stats_inc_ref) \
  ENTRY(Z3_stats_is_uint) \
  ENTRY(Z3_stats_size)

#define POINTER(name) static __typeof__(&name) own_##name;
FUNCTIONS(POINTER)

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  const char *names[] = {
#ifdef __APPLE__
      "libz3.dylib", "/opt/homebrew/lib/libz3.dylib", "/usr/local/lib/libz3.dylib",
#else
      "libz3.so.4", "libz3.so",
#endif
      0};
  void *library = shared_library_open(names, "libz3-4");
#define FIND(name) own_##name = (__typeof__(&name))shared_library_function(library, #name);
  FUNCTIONS(FIND)
}

#define LOADED(name) (pthread_once(&once, load), own_##name)

void Z3_dec_ref(Z3_context c, Z3_ast a) { LOADED(Z3_dec_ref)(c, a); }
void Z3_del_config(Z3_config c) { LOADED(Z3_del_config)(c); }
void Z3_del_context(Z3_context c) { LOADED(Z3_del_context)(c); }
unsigned Z3_get_ast_id(Z3_context c, Z3_ast t) { return LOADED(Z3_get_ast_id)(c, t); }
Z3_lbool Z3_get_bool_value(Z3_context c, Z3_ast a) { return LOADED(Z3_get_bool_value)(c, a); }
Z3_error_code Z3_get_error_code(Z3_context c) { return LOADED(Z3_get_error_code)(c); }
Z3_string Z3_get_error_msg(Z3_context c, Z3_error_code err) { return LOADED(Z3_get_error_msg)(c, err); }
bool Z3_get_numeral_int64(Z3_context c, Z3_ast v, int64_t* i) { return LOADED(Z3_get_numeral_int64)(c, v, i); }
Z3_string Z3_get_numeral_string(Z3_context c, Z3_ast a) { return LOADED(Z3_get_numeral_string)(c, a); }
void Z3_global_param_set(Z3_string param_id, Z3_string param_value) { LOADED(Z3_global_param_set)(param_id, param_value); }
void Z3_inc_ref(Z3_context c, Z3_ast a) { LOADED(Z3_inc_ref)(c, a); }
void Z3_interrupt(Z3_context c) { LOADED(Z3_interrupt)(c); }
Z3_ast Z3_mk_add(Z3_context c, unsigned num_args, Z3_ast const args[]) { return LOADED(Z3_mk_add)(c, num_args, args); }
Z3_ast Z3_mk_and(Z3_context c, unsigned num_args, Z3_ast const args[]) { return LOADED(Z3_mk_and)(c, num_args, args); }
Z3_sort Z3_mk_bool_sort(Z3_context c) { return LOADED(Z3_mk_bool_sort)(c); }
Z3_config Z3_mk_config(void) { return LOADED(Z3_mk_config)(); }
Z3_ast Z3_mk_const(Z3_context c, Z3_symbol s, Z3_sort ty) { return LOADED(Z3_mk_const)(c, s, ty); }
Z3_context Z3_mk_context(Z3_config c) { return LOADED(Z3_mk_context)(c); }
Z3_ast Z3_mk_eq(Z3_context c, Z3_ast l, Z3_ast r) { return LOADED(Z3_mk_eq)(c, l, r); }
Z3_ast Z3_mk_false(Z3_context c) { return LOADED(Z3_mk_false)(c); }
Z3_ast Z3_mk_ge(Z3_context c, Z3_ast t1, Z3_ast t2) { return LOADED(Z3_mk_ge)(c, t1, t2); }
Z3_ast Z3_mk_gt(Z3_context c, Z3_ast t1, Z3_ast t2) { return LOADED(Z3_mk_gt)(c, t1, t2); }
Z3_ast Z3_mk_implies(Z3_context c, Z3_ast t1, Z3_ast t2) { return LOADED(Z3_mk_implies)(c, t1, t2); }
Z3_ast Z3_mk_int2real(Z3_context c, Z3_ast t1) { return LOADED(Z3_mk_int2real)(c, t1); }
Z3_ast Z3_mk_int64(Z3_context c, int64_t v, Z3_sort ty) { return LOADED(Z3_mk_int64)(c, v, ty); }
Z3_sort Z3_mk_int_sort(Z3_context c) { return LOADED(Z3_mk_int_sort)(c); }
Z3_symbol Z3_mk_int_symbol(Z3_context c, int i) { return LOADED(Z3_mk_int_symbol)(c, i); }
Z3_ast Z3_mk_ite(Z3_context c, Z3_ast t1, Z3_ast t2, Z3_ast t3) { return LOADED(Z3_mk_ite)(c, t1, t2, t3); }
Z3_ast Z3_mk_le(Z3_context c, Z3_ast t1, Z3_ast t2) { return LOADED(Z3_mk_le)(c, t1, t2); }
Z3_ast Z3_mk_lt(Z3_context c, Z3_ast t1, Z3_ast t2) { return LOADED(Z3_mk_lt)(c, t1, t2); }
Z3_ast Z3_mk_mul(Z3_context c, unsigned num_args, Z3_ast const args[]) { return LOADED(Z3_mk_mul)(c, num_args, args); }
Z3_ast Z3_mk_not(Z3_context c, Z3_ast a) { return LOADED(Z3_mk_not)(c, a); }
Z3_ast Z3_mk_numeral(Z3_context c, Z3_string numeral, Z3_sort ty) { return LOADED(Z3_mk_numeral)(c, numeral, ty); }
Z3_ast Z3_mk_or(Z3_context c, unsigned num_args, Z3_ast const args[]) { return LOADED(Z3_mk_or)(c, num_args, args); }
Z3_params Z3_mk_params(Z3_context c) { return LOADED(Z3_mk_params)(c); }
Z3_ast Z3_mk_real2int(Z3_context c, Z3_ast t1) { return LOADED(Z3_mk_real2int)(c, t1); }
Z3_sort Z3_mk_real_sort(Z3_context c) { return LOADED(Z3_mk_real_sort)(c); }
Z3_solver Z3_mk_simple_solver(Z3_context c) { return LOADED(Z3_mk_simple_solver)(c); }
Z3_solver Z3_mk_solver(Z3_context c) { return LOADED(Z3_mk_solver)(c); }
Z3_symbol Z3_mk_string_symbol(Z3_context c, Z3_string s) { return LOADED(Z3_mk_string_symbol)(c, s); }
Z3_ast Z3_mk_sub(Z3_context c, unsigned num_args, Z3_ast const args[]) { return LOADED(Z3_mk_sub)(c, num_args, args); }
Z3_ast Z3_mk_true(Z3_context c) { return LOADED(Z3_mk_true)(c); }
Z3_ast Z3_mk_unary_minus(Z3_context c, Z3_ast arg) { return LOADED(Z3_mk_unary_minus)(c, arg); }
void Z3_model_dec_ref(Z3_context c, Z3_model m) { LOADED(Z3_model_dec_ref)(c, m); }
Z3_bool_opt Z3_model_eval(Z3_context c, Z3_model m, Z3_ast t, bool model_completion, Z3_ast * v) { return LOADED(Z3_model_eval)(c, m, t, model_completion, v); }
void Z3_model_inc_ref(Z3_context c, Z3_model m) { LOADED(Z3_model_inc_ref)(c, m); }
void Z3_params_dec_ref(Z3_context c, Z3_params p) { LOADED(Z3_params_dec_ref)(c, p); }
void Z3_params_inc_ref(Z3_context c, Z3_params p) { LOADED(Z3_params_inc_ref)(c, p); }
void Z3_params_set_bool(Z3_context c, Z3_params p, Z3_symbol k, bool v) { LOADED(Z3_params_set_bool)(c, p, k, v); }
void Z3_params_set_double(Z3_context c, Z3_params p, Z3_symbol k, double v) { LOADED(Z3_params_set_double)(c, p, k, v); }
void Z3_params_set_symbol(Z3_context c, Z3_params p, Z3_symbol k, Z3_symbol v) { LOADED(Z3_params_set_symbol)(c, p, k, v); }
void Z3_params_set_uint(Z3_context c, Z3_params p, Z3_symbol k, unsigned v) { LOADED(Z3_params_set_uint)(c, p, k, v); }
void Z3_set_error_handler(Z3_context c, Z3_error_handler h) { LOADED(Z3_set_error_handler)(c, h); }
void Z3_set_param_value(Z3_config c, Z3_string param_id, Z3_string param_value) { LOADED(Z3_set_param_value)(c, param_id, param_value); }
void Z3_solver_assert(Z3_context c, Z3_solver s, Z3_ast a) { LOADED(Z3_solver_assert)(c, s, a); }
Z3_lbool Z3_solver_check(Z3_context c, Z3_solver s) { return LOADED(Z3_solver_check)(c, s); }
Z3_lbool Z3_solver_check_assumptions(Z3_context c, Z3_solver s, unsigned num_assumptions, Z3_ast const assumptions[]) { return LOADED(Z3_solver_check_assumptions)(c, s, num_assumptions, assumptions); }
void Z3_solver_dec_ref(Z3_context c, Z3_solver s) { LOADED(Z3_solver_dec_ref)(c, s); }
Z3_model Z3_solver_get_model(Z3_context c, Z3_solver s) { return LOADED(Z3_solver_get_model)(c, s); }
Z3_string Z3_solver_get_reason_unknown(Z3_context c, Z3_solver s) { return LOADED(Z3_solver_get_reason_unknown)(c, s); }
Z3_stats Z3_solver_get_statistics(Z3_context c, Z3_solver s) { return LOADED(Z3_solver_get_statistics)(c, s); }
Z3_ast_vector Z3_solver_get_unsat_core(Z3_context c, Z3_solver s) { return LOADED(Z3_solver_get_unsat_core)(c, s); }
void Z3_solver_inc_ref(Z3_context c, Z3_solver s) { LOADED(Z3_solver_inc_ref)(c, s); }
void Z3_solver_pop(Z3_context c, Z3_solver s, unsigned n) { LOADED(Z3_solver_pop)(c, s, n); }
void Z3_solver_push(Z3_context c, Z3_solver s) { LOADED(Z3_solver_push)(c, s); }
void Z3_solver_set_params(Z3_context c, Z3_solver s, Z3_params p) { LOADED(Z3_solver_set_params)(c, s, p); }
void Z3_stats_dec_ref(Z3_context c, Z3_stats s) { LOADED(Z3_stats_dec_ref)(c, s); }
Z3_string Z3_stats_get_key(Z3_context c, Z3_stats s, unsigned idx) { return LOADED(Z3_stats_get_key)(c, s, idx); }
unsigned Z3_stats_get_uint_value(Z3_context c, Z3_stats s, unsigned idx) { return LOADED(Z3_stats_get_uint_value)(c, s, idx); }
void Z3_stats_inc_ref(Z3_context c, Z3_stats s) { LOADED(Z3_stats_inc_ref)(c, s); }
bool Z3_stats_is_uint(Z3_context c, Z3_stats s, unsigned idx) { return LOADED(Z3_stats_is_uint)(c, s, idx); }
unsigned Z3_stats_size(Z3_context c, Z3_stats s) { return LOADED(Z3_stats_size)(c, s); }
void Z3_ast_vector_dec_ref(Z3_context c, Z3_ast_vector v) { LOADED(Z3_ast_vector_dec_ref)(c, v); }
Z3_ast Z3_ast_vector_get(Z3_context c, Z3_ast_vector v, unsigned i) { return LOADED(Z3_ast_vector_get)(c, v, i); }
void Z3_ast_vector_inc_ref(Z3_context c, Z3_ast_vector v) { LOADED(Z3_ast_vector_inc_ref)(c, v); }
unsigned Z3_ast_vector_size(Z3_context c, Z3_ast_vector v) { return LOADED(Z3_ast_vector_size)(c, v); }
