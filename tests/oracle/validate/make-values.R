# make-values.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes values-r.csv beside it, of ../statistics/cohort.csv:
#   Rscript make-values.R
# Debian: r-base-core r-cran-survival r-cran-proc.

library (survival)
suppressMessages (library (pROC))

source_of <- function (package) paste (package, if (package == "R") getRversion () else packageVersion (package))
r <- source_of ("R")
surv <- source_of ("survival")
proc <- source_of ("pROC")

values <- data.frame ()
say <- function (name, value, source)
{
  value <- as.numeric (value)
  if (length (value) > 1 || !grepl ("/(value|low|high|p)$", name))
    name <- paste0 (name, "/", c ("value", "low", "high", "p") [seq_along (value)])
  values <<- rbind (values, data.frame (name = name, value = sprintf ("%.17g", value), source = source))
}

cohort <- read.csv ("../statistics/cohort.csv")
attach (cohort, warn.conflicts = FALSE)
high <- as.integer (score_a >= 0.5)

# Two classes.
roc_a <- roc (label, score_a, quiet = TRUE, direction = "<")
roc_b <- roc (label, score_b, quiet = TRUE, direction = "<")
interval <- as.numeric (ci.auc (roc_a, method = "delong"))
say ("binary/auc", interval [c (2, 1, 3)], proc)

wilson <- function (k, n) { p <- prop.test (k, n, correct = FALSE); c (k / n, p$conf.int) }
tp <- sum (high & label); fp <- sum (high & !label); tn <- sum (!high & !label); fn <- sum (!high & label)
say ("binary/sensitivity", wilson (tp, tp + fn), r)
say ("binary/specificity", wilson (tn, tn + fp), r)
say ("binary/ppv", wilson (tp, tp + fp), r)
say ("binary/npv", wilson (tn, tn + fn), r)
say ("binary/accuracy", wilson (tp + tn, length (label)), r)
say ("binary/balanced_accuracy", (tp / (tp + fn) + tn / (tn + fp)) / 2, r)
say ("binary/f1", 2 * tp / (2 * tp + fp + fn), r)
say ("binary/mcc", cor (high, label), r)
expected <- (mean (high) * mean (label) + mean (!high) * mean (!label))
say ("binary/kappa", ((tp + tn) / length (label) - expected) / (1 - expected), r)
say ("binary/brier", mean ((probability_a - label)^2), r)
say ("binary/brier_scaled", 1 - mean ((probability_a - label)^2) / mean ((mean (label) - label)^2), r)

# With the information where glm() ends; its own is of the step before.
error_of <- function (fit, i)
{
  x <- model.matrix (fit)
  mu <- plogis (as.numeric (x %*% coef (fit)) + if (is.null (fit$offset)) 0 else fit$offset)
  sqrt (solve (t (x) %*% (x * mu * (1 - mu))) [i, i])
}
wald <- function (fit, i) coef (fit) [i] + c (0, -1, 1) * qnorm (0.975) * error_of (fit, i)
tight <- glm.control (epsilon = 1e-14, maxit = 100)
line <- glm (label ~ qlogis (probability_a), binomial, control = tight)
large <- glm (label ~ offset (qlogis (probability_a)), binomial, control = tight)
say ("binary/calibration_in_the_large", wald (large, 1), r)
say ("binary/calibration_intercept", wald (line, 1), r)
say ("binary/calibration_slope", wald (line, 2), r)

bins <- cut (probability_a, unique (quantile (probability_a, 0:10 / 10)), include.lowest = TRUE)
seen <- tapply (label, bins, sum); hoped <- tapply (probability_a, bins, sum); count <- tapply (label, bins, length)
chi2 <- sum ((seen - hoped)^2 / (hoped * (1 - hoped / count)))
say ("binary/hosmer_lemeshow/value", chi2, r)
say ("binary/hosmer_lemeshow/p", pchisq (chi2, nlevels (bins) - 2, lower.tail = FALSE), r)

# Average precision: the sum over steps of recall, as scikit-learn defines it.
cuts <- sort (unique (score_a), decreasing = TRUE)
recall <- sapply (cuts, function (c) sum (score_a >= c & label) / sum (label))
precision <- sapply (cuts, function (c) sum (score_a >= c & label) / sum (score_a >= c))
say ("binary/average_precision", sum (diff (c (0, recall)) * precision), r)

# Two signatures.
test <- roc.test (roc_b, roc_a, method = "delong", paired = TRUE)
say ("compare/delong/value", as.numeric (roc_b$auc - roc_a$auc), proc)
say ("compare/delong/low", test$conf.int [1], proc)
say ("compare/delong/high", test$conf.int [2], proc)
say ("compare/delong/p", test$p.value, proc)
change <- probability_b - probability_a
nri <- mean (sign (change [label == 1])) - mean (sign (change [label == 0]))
say ("compare/nri", nri, r)
idi <- mean (change [label == 1]) - mean (change [label == 0])
error <- sqrt (var (change [label == 1]) / sum (label == 1) + var (change [label == 0]) / sum (label == 0))
say ("compare/idi", idi + c (0, -1, 1) * qnorm (0.975) * error, r)
category <- function (p) findInterval (p, c (0.4, 0.7))
move <- sign (category (probability_b) - category (probability_a))
say ("compare/nri_categories", mean (move [label == 1]) - mean (move [label == 0]), r)

# Times.
index <- concordance (Surv (time, event) ~ score_a, reverse = TRUE)
say ("survival/concordance", index$concordance + c (0, -1, 1) * qnorm (0.975) * sqrt (index$var), surv)
index <- concordance (Surv (time, event) ~ score_a, reverse = TRUE, timewt = "n/G2")
say ("survival/concordance_uno", index$concordance + c (0, -1, 1) * qnorm (0.975) * sqrt (index$var), surv)
ratio <- function (fit, i = 1)
  c (summary (fit)$conf.int [i, c (1, 3, 4)], summary (fit)$coefficients [i, 5])
control <- coxph.control (eps = 1e-14, iter.max = 100, toler.chol = 1e-15)
say ("survival/hazard_ratio", ratio (coxph (Surv (time, event) ~ high, control = control)) [1:3], surv)
scaled <- score_a / sd (score_a)
fit <- coxph (Surv (time, event) ~ scaled, control = control)
say ("survival/hazard_ratio_sd", ratio (fit) [1:3], surv)
zph <- cox.zph (fit)$table
say ("survival/proportional_hazards/value", zph [1, 1], surv)
say ("survival/proportional_hazards/p", zph [1, 3], surv)
rank <- survdiff (Surv (time, event) ~ high)
say ("survival/log_rank/value", rank$chisq, surv)
say ("survival/log_rank/p", pchisq (rank$chisq, 1, lower.tail = FALSE), surv)
medians <- summary (survfit (Surv (time, event) ~ high, conf.type = "log-log"))$table [, c ("median", "0.95LCL", "0.95UCL")]
say ("survival/median_low", medians [1, ], surv)
say ("survival/median_high", medians [2, ], surv)
say ("survival/compare", concordance (Surv (time, event) ~ score_b, reverse = TRUE)$concordance -
     concordance (Surv (time, event) ~ score_a, reverse = TRUE)$concordance, surv)

# Forest: by themselves and together.
x2_sd <- x2 / sd (x2)
alone <- coxph (Surv (time, event) ~ x2_sd, control = control)
together <- coxph (Surv (time, event) ~ score_a + x2_sd + x3, control = control)
say ("forest/univariable/x2", ratio (alone), surv)
for (i in 1:3)
  say (paste0 ("forest/multivariable/", c ("score_a", "x2", "x3") [i]), ratio (together, i), surv)
odds <- glm (label ~ score_a + x2_sd, binomial, control = tight)
for (i in 1:2)
  say (paste0 ("odds/", c ("score_a", "x2") [i]),
       c (exp (wald (odds, i + 1)), 2 * pnorm (-abs (coef (odds) [i + 1] / error_of (odds, i + 1)))), r)

# Numbers.
say ("number/r2", 1 - sum ((x1 - score_a)^2) / sum ((x1 - mean (x1))^2), r)
say ("number/mae", mean (abs (x1 - score_a)), r)
say ("number/rmse", sqrt (mean ((x1 - score_a)^2)), r)
say ("number/bias", mean (score_a - x1), r)
pearson <- cor.test (x1, score_a)
say ("number/pearson", c (pearson$estimate, pearson$conf.int), r)
say ("number/spearman", cor (x1, score_a, method = "spearman"), r)

write.csv (values, "values-r.csv", row.names = FALSE, quote = FALSE)
