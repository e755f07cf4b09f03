# make-selection.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes values-r-selection.csv beside it, of cohort.csv and of folds.csv, the folds that the
# test draws (outer ones, and in those that train the inner ones; 0 for a row that tests):
#   Rscript make-selection.R
# Debian: r-base-core r-cran-survival r-cran-glmnet.

suppressMessages (library (glmnet))
library (survival)
source_of_glmnet <- paste ("glmnet", packageVersion ("glmnet"))
source_of_survival <- paste ("survival", packageVersion ("survival"))
source_of_r <- paste ("R", getRversion ())

cohort <- read.csv ("cohort.csv")
folds <- read.csv ("folds.csv")
x <- as.matrix (cohort[, paste0 ("x", 1:120)])
values <- data.frame ()
say <- function (name, value, source)
  values <<- rbind (values, data.frame (name, value = sprintf ("%.17g", as.numeric (value)), source))
say_set <- function (name, chosen, source)
{
  say (paste0 (name, "/n"), length (chosen), source)
  for (i in seq_along (chosen))
    say (sprintf ("%s/%d", name, i - 1), chosen[i], source)
}

# Tests of one column after the other, with the false discovery rate.
p <- apply (x, 2, function (column) t.test (column ~ cohort$label)$p.value)
say_set ("t-test/level", which (p <= 0.1), source_of_r)
say_set ("t-test/fdr", which (p.adjust (p, "BH") <= 0.3), source_of_r)
say_set ("t-test/most", sort (order (p)[1:5]), source_of_r)
p <- suppressWarnings (apply (x, 2, function (column) wilcox.test (column ~ cohort$label)$p.value))
say_set ("mann-whitney/level", which (p <= 0.1), source_of_r)
surv <- Surv (cohort$time, cohort$event)
p <- apply (x, 2, function (column) summary (coxph (surv ~ column))$sctest["pvalue"])
say_set ("cox-test/level", which (p <= 0.1), source_of_survival)

# A LASSO whose penalty inner folds choose by the mean area under the curve, by outer folds.
lambdas <- c (0.2, 0.1, 0.06, 0.03)
area <- function (score, label)
{
  wins <- outer (score[label == 1], score[label == 0], function (a, b) (a > b) + 0.5 * (a == b))
  mean (wins)
}
learn <- function (rows, lambda)
{
  way <- exp (seq (log (0.4), log (lambda), length.out = 8))
  fit <- glmnet (x[rows, ], cohort$label[rows], family = "binomial", lambda = way, thresh = 1e-20, maxit = 1e7)
  function (tested) as.numeric (predict (fit, x[tested, , drop = FALSE], s = lambda, exact = FALSE))
}
for (k in 1:5)
{
  train <- which (folds$outer != k)
  test <- which (folds$outer == k)
  inner <- folds[[paste0 ("inner", k)]]
  out <- matrix (NA, 100, length (lambdas))
  means <- sapply (seq_along (lambdas), function (l)
    mean (sapply (1:4, function (fold)
    {
      tested <- which (inner == fold)
      out[tested, l] <<- learn (setdiff (train, tested), lambdas[l]) (tested)
      area (out[tested, l], cohort$label[tested])
    })))
  best <- which.max (means)
  stopifnot (sort (means, decreasing = TRUE)[2] < means[best] - 1e-6)
  margins <- learn (train, lambdas[best]) (test)
  for (i in seq_along (test))
    say (sprintf ("nested/margin/%d", test[i] - 1), margins[i], source_of_glmnet)

  # Platt's targets; the cut-off with the highest sum of sensitivity and specificity, of several
  # that where they are nearest to each other, and then the highest.
  of_fold <- out[train, best]
  label <- cohort$label[train]
  n <- table (label)
  target <- ifelse (label == 1, (n[["1"]] + 1) / (n[["1"]] + 2), 1 / (n[["0"]] + 2))
  curve <- glm (target ~ of_fold, family = quasibinomial, control = list (epsilon = 1e-15, maxit = 100))
  say (sprintf ("nested/intercept/%d", k - 1), coef (curve)[1], source_of_r)
  say (sprintf ("nested/slope/%d", k - 1), coef (curve)[2], source_of_r)
  sorted <- sort (unique (of_fold))
  cuts <- (head (sorted, -1) + tail (sorted, -1)) / 2
  sensitivity <- sapply (cuts, function (cut) mean (of_fold[label == 1] > cut))
  specificity <- sapply (cuts, function (cut) mean (of_fold[label == 0] <= cut))
  gap <- round (abs (sensitivity - specificity), 9)
  best_cut <- order (-round (sensitivity + specificity, 9), gap, -cuts)[1]
  say (sprintf ("nested/cut/%d", k - 1), cuts[best_cut], source_of_r)
}
write.csv (values, "values-r-selection.csv", row.names = FALSE, quote = FALSE)
