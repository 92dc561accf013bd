# Data frames give what their file gives. JUCHU_FIXTURES names the folder of the files.
library(juchu)
path <- file.path(Sys.getenv("JUCHU_FIXTURES"), "ledger.csv")
frame <- read.csv(path, encoding = "UTF-8", colClasses = "character", na.strings = "")
frame$amount <- as.numeric(frame$amount)
frame$category <- factor(frame$category)
of_file <- as.data.frame(tables(path))
of_frame <- as.data.frame(tables(frame))
stopifnot(identical(of_file, of_frame), nrow(of_file) > 10, sum(of_file$count) > 0)
stopifnot(grepl("契約", render(tables(frame, lang = "ja"), "text")))
whole <- transform(frame, amount = as.integer(amount))
stopifnot(identical(of_file, as.data.frame(tables(whole))))
error <- tryCatch(tables(transform(frame, amount = replace(amount, 4, -1))), juchu_error = identity)
stopifnot(inherits(error, "juchu_error"), error$row == 4L, error$column == "amount", error$code == 65L)
error <- tryCatch(tables("/nowhere.csv"), juchu_error = identity)
stopifnot(error$code == 66L)
bids <- file.path(Sys.getenv("JUCHU_FIXTURES"), "bids.csv")
stopifnot(identical(
  as.data.frame(lottery_incidence(bids)),
  as.data.frame(lottery_incidence(read.csv(bids, encoding = "UTF-8", colClasses = "character", na.strings = "")))))
# What is no column of words, numbers or days is refused, and a row of a wrong value is named; the session goes on.
refused <- function(...) inherits(tryCatch(tables(transform(frame, ...)), error = identity), "error")
stopifnot(
  refused(amount = structure(as.numeric(amount), class = "integer64")), refused(amount = as.difftime(amount, units = "days")),
  refused(amount = I(as.list(amount))), refused(amount = as.complex(amount)), refused(amount = NA), refused(amount = Inf),
  refused(amount = 2^70), refused(amount = "much"), refused(category = NA_character_), refused(amount = NULL))
for (bad in list(frame[0, ], data.frame(), data.frame(a = integer()), setNames(frame, rep("amount", ncol(frame))))) {
  error <- tryCatch(tables(bad), juchu_error = identity)
  stopifnot(inherits(error, "juchu_error"), error$code == 65L, nzchar(error$message))
}
error <- tryCatch(tables(frame, colour = "red"), juchu_error = identity)
stopifnot(error$code == 64L)
error <- tryCatch(render(tables(frame), "papyrus"), error = identity)
stopifnot(inherits(error, "error"))
for (i in 1:200) invisible(tables(frame))
invisible(gc())
cat("juchu holds in R\n")
