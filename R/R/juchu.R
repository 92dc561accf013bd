# Commands of juchu on paths and data frames. A failure is a condition of class juchu_error with file, line or row, and column.

#' Any command by its name; options are those of the command line, as in local_subtotal = TRUE.
command <- function(name, data, ...) {
  inputs <- if (is.data.frame(data)) list(data) else as.list(data)
  frames <- list()
  names <- character()
  for (input in inputs) {
    if (is.data.frame(input)) {
      names <- c(names, if (length(frames)) sprintf("<frame %d>", length(frames) + 1L) else "<frame>")
      frames[[length(frames) + 1L]] <- plain(input)
    } else {
      names <- c(names, path.expand(as.character(input)))
    }
  }
  options <- c(list(inputs = as.list(names)), list(...))
  answer <- .Call(C_juchu_run, name, json(options), frames, grep("^<frame", names, value = TRUE))
  if (answer$status >= 64L) stop(failure(answer$report))
  structure(answer, class = "juchu_result", command = name)
}

#' Counts, amounts and shares (Tables 1 and 2).
tables <- function(data, ...) command("tables", data, ...)
#' Year over year, with causes.
compare <- function(data, ...) command("compare", data, ...)
#' Which figures of a published table cannot be right.
audit <- function(data, ...) command("audit", data, ...)
#' The tables of a document.
extract <- function(data, ...) command("extract", data, ...)
#' How often lots decide.
lottery_incidence <- function(data, ...) command("lottery incidence", data, ...)
#' What policies do.
lottery_evaluate <- function(data, ...) command("lottery evaluate", data, ...)
#' Whether draws were fair.
lottery_test <- function(data, ...) command("lottery test", data, ...)

#' A result in a form: text, markdown, csv, json, html.
render <- function(result, format = "text", lang = NULL) {
  text <- .Call(C_juchu_render, result$handle, format, lang)
  Encoding(text) <- "UTF-8"
  text
}

as.data.frame.juchu_result <- function(x, ...) {
  utils::read.csv(text = render(x, "csv"), check.names = FALSE, encoding = "UTF-8")
}

print.juchu_result <- function(x, ...) {
  cat(render(x, "text"))
  invisible(x)
}

# Vectors as they are handed on: factors as words, days as days, whole numbers and numbers as they are.
plain <- function(frame) {
  lapply(frame, function(column) {
    # These are stored as numbers that they are not.
    if (inherits(column, c("integer64", "difftime"))) {
      stop("a column of class ", class(column)[1], " cannot be handed on: convert it, as by as.character", call. = FALSE)
    }
    if (is.factor(column)) enc2utf8(as.character(column))
    else if (inherits(column, "Date")) structure(as.integer(floor(unclass(column))), class = "Date")
    else if (inherits(column, "POSIXt")) enc2utf8(format(column, "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"))
    else if (is.character(column)) enc2utf8(column)
    else if (is.logical(column) || is.integer(column) || is.double(column)) column
    else stop("a column of class ", class(column)[1], " cannot be handed on", call. = FALSE)
  })
}

json <- function(value) {
  quoted <- function(text) {
    text <- gsub("([\"\\\\])", "\\\\\\1", enc2utf8(text))
    text <- gsub("\n", "\\\\n", text)
    paste0("\"", text, "\"")
  }
  simple <- function(one) {
    if (is.null(one)) "null"
    else if (is.logical(one)) if (one) "true" else "false"
    else if (is.numeric(one)) format(one, scientific = FALSE, trim = TRUE)
    else quoted(as.character(one))
  }
  members <- vapply(names(value), function(name) {
    item <- value[[name]]
    text <- if (is.list(item) || length(item) > 1) {
      paste0("[", paste(vapply(as.list(item), simple, ""), collapse = ", "), "]")
    } else simple(item)
    paste0(quoted(name), ": ", text)
  }, "")
  paste0("{", paste(members, collapse = ", "), "}")
}

# The few members of a report that a condition has; the words are the last texts of it.
failure <- function(report) {
  Encoding(report) <- "UTF-8"
  text <- function(name) {
    found <- regmatches(report, regexec(paste0("\"", name, "\": \"((?:[^\"\\\\]|\\\\.)*)\""), report, perl = TRUE))[[1]]
    if (length(found) < 2) NULL else gsub("\\\\n", "\n", gsub("\\\\\"", "\"", found[2]))
  }
  number <- function(name) {
    found <- regmatches(report, regexec(paste0("\"", name, "\": ([0-9]+)"), report))[[1]]
    if (length(found) < 2) NULL else as.integer(found[2])
  }
  structure(
    class = c("juchu_error", "error", "condition"),
    list(message = text("en"), call = NULL, message_ja = text("ja"), code = number("code"), file = text("file"),
         line = number("line"), row = number("row"), column = text("name")))
}
