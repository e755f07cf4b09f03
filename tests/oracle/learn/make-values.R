# make-values.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes cohort.csv and values-r-elastic-net.csv beside it:
#   Rscript make-values.R
# Debian: r-base-core r-cran-survival r-cran-glmnet.

suppressMessages (library (glmnet))
library (survival)
source_of_glmnet <- paste ("glmnet", packageVersion ("glmnet"))

# 100 rows of 120 features in clusters, of which few say something.
set.seed (20261129)
n <- 100
p <- 120
common <- matrix (rnorm (n * 12), n)
x <- round (common[, rep (1:12, each = 10)] * 0.6 + matrix (rnorm (n * p), n), 3)
x[, 3] <- round (40 + 9 * x[, 3], 1)
signal <- x[, 1] - 0.8 * x[, 12] + 0.05 * (x[, 3] - 40) + 0.6 * x[, 25]
label <- rbinom (n, 1, plogis (0.8 * signal - 0.3))
number <- round (10 + 3 * signal + rnorm (n, 0, 3), 2)
raw <- rexp (n, exp (0.6 * signal) / 15)
censor <- runif (n, 2, 40)
time <- pmax (1, round (pmin (raw, censor)))
event <- as.integer (raw <= censor)
weight <- sample (c (0.5, 1, 2, 3), n, TRUE)
fold <- sample (rep (1:5, length.out = n))
colnames (x) <- paste0 ("x", 1:p)
cohort <- data.frame (label, number, time, event, weight, fold, x)
write.csv (cohort, "cohort.csv", row.names = FALSE, quote = FALSE)
cohort <- read.csv ("cohort.csv")
x <- as.matrix (cohort[, colnames (x)])
surv <- Surv (cohort$time, cohort$event)

values <- data.frame ()
say <- function (name, value)
{
  value <- as.numeric (value)
  if (length (value) > 1)
    name <- paste0 (name, "/", seq_along (value) - 1)
  values <<- rbind (values, data.frame (name, value = sprintf ("%.17g", value), source = source_of_glmnet))
}

# Its Cox models have no end below this.
thresholds <- list (gaussian = 1e-20, binomial = 1e-20, cox = 1e-16)
fit <- function (name, family, columns, ...)
{
  y <- switch (family, gaussian = cohort$number, binomial = cohort$label, cox = surv)
  found <- glmnet (x[, 1:columns], y, family = family, thresh = thresholds[[family]], maxit = 1e5, ...)
  steps <- length (found$lambda)
  say (paste0 (name, "/n"), steps)
  say (paste0 (name, "/null"), found$nulldev)
  say (paste0 (name, "/lambda"), found$lambda)
  say (paste0 (name, "/ratio"), found$dev.ratio)
  say (paste0 (name, "/df"), found$df)
  if (family != "cox")
    say (paste0 (name, "/intercept"), found$a0)
  for (k in floor (c (0.1, 0.4, 0.7, 1) * steps + 0.5))
    {
      beta <- as.numeric (found$beta[, k])
      for (j in which (beta != 0))
        say (paste0 (name, "/beta/", k - 1, "/", j - 1), beta[j])
    }
  found
}

validate <- function (name, family, found, measure)
{
  y <- switch (family, binomial = cohort$label, cox = surv)
  cv <- cv.glmnet (x, y, family = family, lambda = found$lambda, foldid = cohort$fold, type.measure = measure,
                   thresh = thresholds[[family]], maxit = 1e5)
  say (paste0 (name, "/mean"), cv$cvm)
  say (paste0 (name, "/error"), cv$cvsd)
  say (paste0 (name, "/chosen"), match (c (cv$lambda.min, cv$lambda.1se), cv$lambda) - 1)
}

penalty <- c (0, 2, rep (1, 10))
logistic <- fit ("logistic/wide", "binomial", p)
cox <- fit ("cox/wide", "cox", p, lambda.min.ratio = 0.1)
invisible (fit ("logistic/tall", "binomial", 12))
invisible (fit ("logistic/half", "binomial", p, alpha = 0.5))
invisible (fit ("logistic/weights", "binomial", 12, alpha = 0.5, weights = cohort$weight))
invisible (fit ("logistic/penalties", "binomial", 12, penalty.factor = penalty))
invisible (fit ("gaussian/tall", "gaussian", 12, alpha = 0.5))
invisible (fit ("gaussian/wide", "gaussian", p))
invisible (fit ("gaussian/weights", "gaussian", 12, weights = cohort$weight))
invisible (fit ("cox/tall", "cox", 12))
invisible (fit ("cox/half", "cox", p, alpha = 0.5, lambda.min.ratio = 0.1))
invisible (fit ("cox/weights", "cox", 12, weights = cohort$weight))
validate ("logistic/deviance", "binomial", logistic, "deviance")
validate ("logistic/auc", "binomial", logistic, "auc")
validate ("cox/deviance", "cox", cox, "deviance")
validate ("cox/concordance", "cox", cox, "C")
write.csv (values, "values-r-elastic-net.csv", row.names = FALSE, quote = FALSE)
