#!/bin/bash

__juchu_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__juchu_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__juchu_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__juchu_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_juchu() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __juchu_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    inspect|tables|compare|audit|extract|indicators|lottery|synthesize|report|serve|replay|shard|merge|help)
        # Offer subcommand argument completions
        "_juchu_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'inspect tables compare audit extract indicators lottery synthesize report serve replay shard merge help' -- "${cur}"))
        ;;
    esac
}

_juchu_inspect() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--write-mapping --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--write-mapping')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_tables() {
    repeating_flags=()
    non_repeating_flags=(--local-subtotal --visible-only --include-enterprise --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--table --unit --rounding --explain --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --roster --population --minimum-amount --years --value --date --duplicates --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--table')
        return
        ;;
    '--unit')
        __juchu_add_completions -W 'yen'$'\n''thousand'$'\n''million'
        return
        ;;
    '--rounding')
        __juchu_add_completions -W 'half-up'$'\n''controlled'
        return
        ;;
    '--explain')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--roster')
        return
        ;;
    '--population')
        __juchu_add_completions -W 'city'$'\n''subsidy-recipient'$'\n''all'
        return
        ;;
    '--minimum-amount')
        return
        ;;
    '--years')
        return
        ;;
    '--value')
        __juchu_add_completions -W 'award'$'\n''contract'$'\n''latest-amendment'
        return
        ;;
    '--date')
        __juchu_add_completions -W 'award'$'\n''signed'
        return
        ;;
    '--duplicates')
        __juchu_add_completions -W 'error'$'\n''keep'$'\n''first'$'\n''last'
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_compare() {
    repeating_flags=()
    non_repeating_flags=(--printed-differences --local-subtotal --allow-partial --sizes --leave-out-limit --concentration --visible-only --include-enterprise --force --bom --plot --quiet --version -h --help)
    repeating_options=(--bunching --split-limit --mapping --set)
    non_repeating_options=(--row --influential --influential-vendors --by --size-limits --uncertainty --replicates --confidence --seed --pages --table --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --roster --population --minimum-amount --years --value --date --duplicates --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--row')
        return
        ;;
    '--influential')
        return
        ;;
    '--influential-vendors')
        return
        ;;
    '--by')
        __juchu_add_completions -W 'office'$'\n''method'$'\n''account'
        return
        ;;
    '--size-limits')
        return
        ;;
    '--bunching')
        return
        ;;
    '--split-limit')
        return
        ;;
    '--uncertainty')
        __juchu_add_completions -W 'contracts'$'\n''vendors'
        return
        ;;
    '--replicates')
        return
        ;;
    '--confidence')
        return
        ;;
    '--seed')
        return
        ;;
    '--pages')
        return
        ;;
    '--table')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--roster')
        return
        ;;
    '--population')
        __juchu_add_completions -W 'city'$'\n''subsidy-recipient'$'\n''all'
        return
        ;;
    '--minimum-amount')
        return
        ;;
    '--years')
        return
        ;;
    '--value')
        __juchu_add_completions -W 'award'$'\n''contract'$'\n''latest-amendment'
        return
        ;;
    '--date')
        __juchu_add_completions -W 'award'$'\n''signed'
        return
        ;;
    '--duplicates')
        __juchu_add_completions -W 'error'$'\n''keep'$'\n''first'$'\n''last'
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_audit() {
    repeating_flags=()
    non_repeating_flags=(--witness --force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--rounding-rule --amount-rule --share-rule --effort --pages --table --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--rounding-rule')
        __juchu_add_completions -W 'half-up'$'\n''truncate'$'\n''up'$'\n''half-even'$'\n''controlled'$'\n''auto'
        return
        ;;
    '--amount-rule')
        __juchu_add_completions -W 'half-up'$'\n''truncate'$'\n''up'$'\n''half-even'$'\n''controlled'$'\n''auto'
        return
        ;;
    '--share-rule')
        return
        ;;
    '--effort')
        return
        ;;
    '--pages')
        return
        ;;
    '--table')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_extract() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--pages --table --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--pages')
        return
        ;;
    '--table')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_indicators() {
    repeating_flags=()
    non_repeating_flags=(--screens --visible-only --cite --changes --intervals --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--as --charts --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --by --minimum-group --methods --since --tenders --firms --look-back --repeated-bids --disagreeing-notices --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--as')
        __juchu_add_completions -W 'bids'$'\n''ledger'
        return
        ;;
    '--charts')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--by')
        return
        ;;
    '--minimum-group')
        return
        ;;
    '--methods')
        return
        ;;
    '--since')
        return
        ;;
    '--tenders')
        return
        ;;
    '--firms')
        return
        ;;
    '--look-back')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    incidence|evaluate|draw|verify|uniformity|test|verifiable|levers|design|entry)
        # Offer subcommand argument completions
        "_juchu_lottery_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'incidence evaluate draw verify uniformity test verifiable levers design entry' -- "${cur}"))
        ;;
    esac
}

_juchu_lottery_incidence() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_evaluate() {
    repeating_flags=()
    non_repeating_flags=(--simulate --orders --visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--policy --mapping --set)
    non_repeating_options=(--seed --trials --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--policy')
        return
        ;;
    '--seed')
        return
        ;;
    '--trials')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_draw() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--commit --scheme --reveal --commitment --tender --policy --history --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--commit')
        return
        ;;
    '--scheme')
        return
        ;;
    '--reveal')
        return
        ;;
    '--commitment')
        return
        ;;
    '--tender')
        return
        ;;
    '--policy')
        return
        ;;
    '--history')
        __juchu_add_completions -W 'recorded'$'\n''chained'
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verify() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--scheme --reveal --commitment --tender --policy --history --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--scheme')
        return
        ;;
    '--reveal')
        return
        ;;
    '--commitment')
        return
        ;;
    '--tender')
        return
        ;;
    '--policy')
        return
        ;;
    '--history')
        __juchu_add_completions -W 'recorded'$'\n''chained'
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_uniformity() {
    repeating_flags=()
    non_repeating_flags=(--more --force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--scheme --firms --typed --system --window --format --lang --output --negative)
    __juchu_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--scheme')
        return
        ;;
    '--firms')
        return
        ;;
    '--typed')
        return
        ;;
    '--system')
        return
        ;;
    '--window')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_test() {
    repeating_flags=()
    non_repeating_flags=(--after-exclusion --chosen-beforehand --visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--policy --alpha --replicates --power --seed --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--policy')
        return
        ;;
    '--alpha')
        return
        ;;
    '--replicates')
        return
        ;;
    '--power')
        return
        ;;
    '--seed')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    notice|seal|commitment|record|draw|verify)
        # Offer subcommand argument completions
        "_juchu_lottery_verifiable_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'notice seal commitment record draw verify' -- "${cur}"))
        ;;
    esac
}

_juchu_lottery_verifiable_notice() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=(--tender)
    non_repeating_options=(--body --closing --opening --open-by --policy --register --parties --beacon --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--body')
        return
        ;;
    '--closing')
        return
        ;;
    '--opening')
        return
        ;;
    '--open-by')
        return
        ;;
    '--policy')
        return
        ;;
    '--register')
        return
        ;;
    '--tender')
        return
        ;;
    '--parties')
        return
        ;;
    '--beacon')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable_seal() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--notice --party --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--notice')
        return
        ;;
    '--party')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable_commitment() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--notice --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--notice')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable_record() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--notice --commitment --register --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--notice')
        return
        ;;
    '--commitment')
        return
        ;;
    '--register')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable_draw() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=(--seed)
    non_repeating_options=(--notice --commitment --record --register --policy --beacon --result --format --lang --output --negative)
    __juchu_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--notice')
        return
        ;;
    '--commitment')
        return
        ;;
    '--record')
        return
        ;;
    '--register')
        return
        ;;
    '--policy')
        return
        ;;
    '--seed')
        return
        ;;
    '--beacon')
        return
        ;;
    '--result')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_verifiable_verify() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=(--seed)
    non_repeating_options=(--notice --commitment --record --register --policy --beacon --format --lang --output --negative)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--notice')
        return
        ;;
    '--commitment')
        return
        ;;
    '--record')
        return
        ;;
    '--register')
        return
        ;;
    '--policy')
        return
        ;;
    '--seed')
        return
        ;;
    '--beacon')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_levers() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--policy --mapping --set)
    non_repeating_options=(--points --add-points --firms-with-item --halves --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--points')
        return
        ;;
    '--add-points')
        return
        ;;
    '--firms-with-item')
        return
        ;;
    '--halves')
        return
        ;;
    '--policy')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_design() {
    repeating_flags=()
    non_repeating_flags=(--behaviour --visible-only --force --bom --plot --quiet --version -h --help)
    repeating_options=(--aim --require --mapping --set)
    non_repeating_options=(--chosen --margin --cost-over-margin --lattice --aims --recorded-under --seed --trials --samples --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--chosen')
        return
        ;;
    '--margin')
        return
        ;;
    '--cost-over-margin')
        return
        ;;
    '--lattice')
        return
        ;;
    '--aims')
        return
        ;;
    '--aim')
        return
        ;;
    '--require')
        return
        ;;
    '--recorded-under')
        return
        ;;
    '--seed')
        return
        ;;
    '--trials')
        return
        ;;
    '--samples')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_lottery_entry() {
    repeating_flags=()
    non_repeating_flags=(--force --bom --plot --quiet --version -h --help)
    repeating_options=(--policy)
    non_repeating_options=(--values --sole-values --bidders --cost --capacity --seed --format --lang --output --negative)
    __juchu_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--values')
        return
        ;;
    '--sole-values')
        return
        ;;
    '--bidders')
        return
        ;;
    '--cost')
        return
        ;;
    '--capacity')
        return
        ;;
    '--policy')
        return
        ;;
    '--seed')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_synthesize() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    ledger|bids)
        # Offer subcommand argument completions
        "_juchu_synthesize_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'ledger bids' -- "${cur}"))
        ;;
    esac
}

_juchu_synthesize_ledger() {
    repeating_flags=()
    non_repeating_flags=(--force --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--table --scale --words --encoding --concentration --dirt --key --seed --threads --output --lang)
    __juchu_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--table')
        return
        ;;
    '--scale')
        return
        ;;
    '--words')
        __juchu_add_completions -W 'canonical'$'\n''japanese'
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'
        return
        ;;
    '--concentration')
        return
        ;;
    '--dirt')
        return
        ;;
    '--key')
        return
        ;;
    '--seed')
        return
        ;;
    '--threads')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_synthesize_bids() {
    repeating_flags=()
    non_repeating_flags=(--force --quiet --version -h --help)
    repeating_options=(--trade)
    non_repeating_options=(--set --tenders --firms-per-trade --place --year --formula --floor-unit --floor-order --random-floor --variable-floor --outside --strategy --scheme --bias --firms --count --seed --threads --output --lang)
    __juchu_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--set')
        __juchu_add_completions -W 'small'$'\n''city'$'\n''prefecture'$'\n''nation'
        return
        ;;
    '--tenders')
        return
        ;;
    '--firms-per-trade')
        return
        ;;
    '--place')
        return
        ;;
    '--trade')
        return
        ;;
    '--year')
        return
        ;;
    '--formula')
        return
        ;;
    '--floor-unit')
        return
        ;;
    '--floor-order')
        __juchu_add_completions -W 'clip-then-round'$'\n''round-then-clip'
        return
        ;;
    '--random-floor')
        return
        ;;
    '--variable-floor')
        return
        ;;
    '--outside')
        return
        ;;
    '--strategy')
        __juchu_add_completions -W 'none'$'\n''spread'$'\n''drop-out'
        return
        ;;
    '--scheme')
        __juchu_add_completions -W 'core-seconds'$'\n''milliseconds'$'\n''random'
        return
        ;;
    '--bias')
        return
        ;;
    '--firms')
        return
        ;;
    '--count')
        return
        ;;
    '--seed')
        return
        ;;
    '--threads')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_report() {
    repeating_flags=()
    non_repeating_flags=(--sizes --leave-out-limit --concentration --visible-only --include-enterprise --force --bom --plot --quiet --version -h --help)
    repeating_options=(--policy --bunching --split-limit --mapping --set)
    non_repeating_options=(--title --city --sections --bids --bids-mapping --firms --trials --row --influential --influential-vendors --by --size-limits --uncertainty --replicates --confidence --seed --pages --table --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --roster --population --minimum-amount --years --value --date --duplicates --rejects --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--title')
        return
        ;;
    '--city')
        return
        ;;
    '--sections')
        return
        ;;
    '--bids')
        return
        ;;
    '--bids-mapping')
        return
        ;;
    '--firms')
        return
        ;;
    '--policy')
        return
        ;;
    '--trials')
        return
        ;;
    '--row')
        return
        ;;
    '--influential')
        return
        ;;
    '--influential-vendors')
        return
        ;;
    '--by')
        __juchu_add_completions -W 'office'$'\n''method'$'\n''account'
        return
        ;;
    '--size-limits')
        return
        ;;
    '--bunching')
        return
        ;;
    '--split-limit')
        return
        ;;
    '--uncertainty')
        __juchu_add_completions -W 'contracts'$'\n''vendors'
        return
        ;;
    '--replicates')
        return
        ;;
    '--confidence')
        return
        ;;
    '--seed')
        return
        ;;
    '--pages')
        return
        ;;
    '--table')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--roster')
        return
        ;;
    '--population')
        __juchu_add_completions -W 'city'$'\n''subsidy-recipient'$'\n''all'
        return
        ;;
    '--minimum-amount')
        return
        ;;
    '--years')
        return
        ;;
    '--value')
        __juchu_add_completions -W 'award'$'\n''contract'$'\n''latest-amendment'
        return
        ;;
    '--date')
        __juchu_add_completions -W 'award'$'\n''signed'
        return
        ;;
    '--duplicates')
        __juchu_add_completions -W 'error'$'\n''keep'$'\n''first'$'\n''last'
        return
        ;;
    '--rejects')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_serve() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options -1
}

_juchu_replay() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--inputs)
    __juchu_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--inputs')
        return
        ;;
    esac
}

_juchu_shard() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    plan|tables|incidence|evaluate|indicators|design)
        # Offer subcommand argument completions
        "_juchu_shard_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'plan tables incidence evaluate indicators design' -- "${cur}"))
        ;;
    esac
}

_juchu_shard_plan() {
    repeating_flags=()
    non_repeating_flags=(--visible-only --force --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--encoding --delimiter --sheet --header-rows --currency --time-zone --threads --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_shard_tables() {
    repeating_flags=()
    non_repeating_flags=(--whole-files --visible-only --include-enterprise --force --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--table --part --bytes --plan --name --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --roster --population --minimum-amount --years --value --date --duplicates --rejects --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--table')
        return
        ;;
    '--part')
        return
        ;;
    '--bytes')
        return
        ;;
    '--plan')
        return
        ;;
    '--name')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--roster')
        return
        ;;
    '--population')
        __juchu_add_completions -W 'city'$'\n''subsidy-recipient'$'\n''all'
        return
        ;;
    '--minimum-amount')
        return
        ;;
    '--years')
        return
        ;;
    '--value')
        __juchu_add_completions -W 'award'$'\n''contract'$'\n''latest-amendment'
        return
        ;;
    '--date')
        __juchu_add_completions -W 'award'$'\n''signed'
        return
        ;;
    '--duplicates')
        __juchu_add_completions -W 'error'$'\n''keep'$'\n''first'$'\n''last'
        return
        ;;
    '--rejects')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_shard_incidence() {
    repeating_flags=()
    non_repeating_flags=(--whole-files --visible-only --force --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--part --bytes --plan --name --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--part')
        return
        ;;
    '--bytes')
        return
        ;;
    '--plan')
        return
        ;;
    '--name')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_shard_evaluate() {
    repeating_flags=()
    non_repeating_flags=(--simulate --visible-only --force --quiet --version -h --help)
    repeating_options=(--policy --mapping --set)
    non_repeating_options=(--seed --trials --part --of --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--policy')
        return
        ;;
    '--seed')
        return
        ;;
    '--trials')
        return
        ;;
    '--part')
        return
        ;;
    '--of')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_shard_indicators() {
    repeating_flags=()
    non_repeating_flags=(--whole-files --visible-only --cite --changes --intervals --force --quiet --version -h --help)
    repeating_options=(--mapping --set)
    non_repeating_options=(--part --bytes --plan --name --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --by --minimum-group --methods --since --tenders --firms --look-back --repeated-bids --disagreeing-notices --rejects --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--part')
        return
        ;;
    '--bytes')
        return
        ;;
    '--plan')
        return
        ;;
    '--name')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--by')
        return
        ;;
    '--minimum-group')
        return
        ;;
    '--methods')
        return
        ;;
    '--since')
        return
        ;;
    '--tenders')
        return
        ;;
    '--firms')
        return
        ;;
    '--look-back')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--rejects')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_shard_design() {
    repeating_flags=()
    non_repeating_flags=(--behaviour --visible-only --force --quiet --version -h --help)
    repeating_options=(--aim --require --mapping --set)
    non_repeating_options=(--part --margin --cost-over-margin --lattice --aims --recorded-under --seed --trials --samples --encoding --delimiter --sheet --header-rows --currency --time-zone --threads --firms --repeated-bids --disagreeing-notices --group-by --rejects --output --lang)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--part')
        return
        ;;
    '--margin')
        return
        ;;
    '--cost-over-margin')
        return
        ;;
    '--lattice')
        return
        ;;
    '--aims')
        return
        ;;
    '--aim')
        return
        ;;
    '--require')
        return
        ;;
    '--recorded-under')
        return
        ;;
    '--seed')
        return
        ;;
    '--trials')
        return
        ;;
    '--samples')
        return
        ;;
    '--mapping')
        return
        ;;
    '--set')
        return
        ;;
    '--encoding')
        __juchu_add_completions -W 'utf-8'$'\n''cp932'$'\n''utf-16le'$'\n''utf-16be'$'\n''euc-jp'$'\n''iso-2022-jp'
        return
        ;;
    '--delimiter')
        __juchu_add_completions -W 'comma'$'\n''tab'$'\n''semicolon'$'\n''pipe'
        return
        ;;
    '--sheet')
        return
        ;;
    '--header-rows')
        return
        ;;
    '--currency')
        return
        ;;
    '--time-zone')
        return
        ;;
    '--threads')
        return
        ;;
    '--firms')
        return
        ;;
    '--repeated-bids')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--disagreeing-notices')
        __juchu_add_completions -W 'reject'$'\n''keep-first'
        return
        ;;
    '--group-by')
        return
        ;;
    '--rejects')
        return
        ;;
    '--output')
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    esac
}

_juchu_merge() {
    repeating_flags=()
    non_repeating_flags=(--local-subtotal --orders --force --bom --plot --quiet --version -h --help)
    repeating_options=()
    non_repeating_options=(--unit --rounding --threads --format --lang --output --negative)
    __juchu_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--unit')
        __juchu_add_completions -W 'yen'$'\n''thousand'$'\n''million'
        return
        ;;
    '--rounding')
        __juchu_add_completions -W 'half-up'$'\n''controlled'
        return
        ;;
    '--threads')
        return
        ;;
    '--format')
        __juchu_add_completions -W 'text'$'\n''markdown'$'\n''csv'$'\n''json'$'\n''html'$'\n''xlsx'$'\n''docx'
        return
        ;;
    '--lang')
        __juchu_add_completions -W 'ja'$'\n''en'
        return
        ;;
    '--output')
        return
        ;;
    '--negative')
        __juchu_add_completions -W 'triangle'$'\n''hollow'$'\n''minus'
        return
        ;;
    esac
}

_juchu_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __juchu_offer_flags_options -1
}

complete -o filenames -F _juchu juchu
