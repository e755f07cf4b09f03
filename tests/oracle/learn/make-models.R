# make-models.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes values-r-models.csv beside it, of the cohort that make-values.R made:
#   Rscript make-models.R
# Debian: r-base-core r-cran-survival r-cran-mass r-cran-e1071 r-cran-randomforest.

suppressMessages (library (MASS))
suppressMessages (library (randomForest))
library (survival)
library (e1071)

cohort <- read.csv ("cohort.csv")
label <- cohort$label
weight <- cohort$weight
n <- nrow (cohort)
few <- as.matrix (cohort[, paste0 ("x", 1:6)])
many <- as.matrix (cohort[, paste0 ("x", 1:40)])
class_weight <- ifelse (label == 1, n / (2 * sum (label)), n / (2 * sum (1 - label)))

values <- data.frame ()
say <- function (package, name, value)
{
  source <- if (package == "stats") paste ("R", getRversion ()) else paste (package, packageVersion (package))
  rows <- data.frame (name = paste0 (name, "/", seq_along (value) - 1), value = sprintf ("%.17g", value), source)
  values <<- rbind (values, rows)
}

# Logistic regression
tight <- list (epsilon = 1e-15, maxit = 100)
predict_glm <- function (w)
  suppressWarnings (glm (label ~ few, family = binomial, weights = w, control = tight)$linear.predictors)
say ("stats", "logistic/plain", predict_glm (rep (1, n)))
say ("stats", "logistic/rows", predict_glm (weight))
say ("stats", "logistic/classes", predict_glm (class_weight))

# Linear discriminant: the log odds of the posterior
say_lda <- function (name, found)
{
  p <- predict (found, few)$posterior
  say ("MASS", name, log (p[, 2] / p[, 1]))
}
say_lda ("lda/plain", lda (few, label))
# Of rows with weights, by the same formula, which MASS does not have.
weighted_lda <- function (w)
{
  means <- lapply (0:1, function (k) colSums (few[label == k, ] * w[label == k]) / sum (w[label == k]))
  rest <- few - do.call (rbind, means[label + 1])
  pooled <- t (rest) %*% (rest * w) / sum (w) * n / (n - 2)
  slope <- solve (pooled, means[[2]] - means[[1]])
  as.numeric (few %*% slope) - sum (slope * (means[[1]] + means[[2]])) / 2 + log (sum (w[label == 1]) / sum (w[label == 0]))
}
posterior <- predict (lda (few, label), few)$posterior
stopifnot (max (abs (weighted_lda (rep (1, n)) - log (posterior[, 2] / posterior[, 1]))) < 1e-9)
say ("stats", "lda/rows", weighted_lda (weight))

# Cox models, with ties
stopifnot (any (duplicated (cohort$time[cohort$event == 1])))
cox <- coxph (Surv (cohort$time, cohort$event) ~ few, ties = "efron", control = coxph.control (eps = 1e-14, toler.chol = 1e-15, iter.max = 100))
say ("survival", "cox/efron", cox$linear.predictors)

# Cox models with a ridge penalty, which the loss of all rows takes n times
say_ridge <- function (name, lambda, w)
{
  mean <- colSums (few * w) / sum (w)
  spread <- sqrt (colSums (t (t (few) - mean) ^ 2 * w) / sum (w))
  scaled <- t ((t (few) - mean) / spread)
  found <- coxph (Surv (cohort$time, cohort$event) ~ ridge (scaled, theta = lambda * sum (w), scale = FALSE), weights = w,
                  ties = "efron", control = coxph.control (eps = 1e-14, toler.chol = 1e-15, iter.max = 200))
  say ("survival", name, as.numeric (t (t (scaled) - colMeans (scaled)) %*% coef (found)))
}
say_ridge ("cox/ridge", 0.05, rep (1, n))
say_ridge ("cox/ridge-rows", 0.2, weight)

# Support vectors; the decision is of the first label
say_svm <- function (name, kernel, weights, ...)
{
  y <- factor (label, levels = c (1, 0))
  found <- svm (few, y, scale = FALSE, kernel = kernel, tolerance = 1e-10, class.weights = weights, ...)
  decision <- attr (predict (found, few, decision.values = TRUE), "decision.values")
  say ("e1071", name, as.numeric (decision) * ifelse (colnames (decision) == "1/0", 1, -1))
}
few <- scale (few)
say_svm ("svm/linear", "linear", NULL, cost = 0.5)
say_svm ("svm/radial", "radial", NULL, cost = 2, gamma = 0.1)
say_svm ("svm/classes", "radial", c ("1" = n / (2 * sum (label)), "0" = n / (2 * sum (1 - label))), cost = 1, gamma = 1 / 6)

# Forests: probabilities of rows that were not learned from, of so many trees that the
# numbers that were drawn hardly matter
set.seed (20261130)
train <- 1:70
test <- 71:n
forest <- randomForest (many[train, ], factor (label[train]), ntree = 20000, nodesize = 1)
say ("randomForest", "forest/classes", predict (forest, many[test, ], type = "prob")[, "1"])
forest <- randomForest (many[train, ], cohort$number[train], ntree = 20000, nodesize = 1)
say ("randomForest", "forest/numbers", predict (forest, many[test, ]))
write.csv (values, "values-r-models.csv", row.names = FALSE, quote = FALSE)
