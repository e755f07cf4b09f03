# make-values.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes cohort.csv, distributions.csv and values-r-*.csv beside it, one file for each
# program of tests:
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
  if (length (value) > 1)
    name <- paste0 (name, "/", seq_along (value) - 1)
  values <<- rbind (values, data.frame (name = name, value = sprintf ("%.17g", value), source = source))
}

finish <- function (part)
{
  write.csv (values, paste0 ("values-r-", part, ".csv"), row.names = FALSE, quote = FALSE)
  values <<- data.frame ()
}

# The cohort: scores with ties, times with ties, three groups, two strata.
set.seed (20261128)
n <- 150
label <- rbinom (n, 1, 0.4)
latent <- rnorm (n) + 0.9 * label
x1 <- round (latent, 3)
x2 <- round (rnorm (n, 60, 9), 1)
x3 <- rbinom (n, 1, 0.5)
group <- sample (0:2, n, TRUE)
stratum <- rbinom (n, 1, 0.5)
score_a <- round (latent + rnorm (n, 0, 0.7), 1)
score_b <- round (0.5 * latent + rnorm (n, 0, 0.8), 1)
probability_a <- round (plogis (0.3 + 0.8 * score_a), 3)
probability_b <- round (plogis (-0.6 + 0.7 * score_b), 3)
raw <- rexp (n, exp (0.5 * x1 + 0.02 * (x2 - 60) - 0.4 * x3) / 18)
censor <- runif (n, 2, 50)
time <- pmax (1, round (pmin (raw, censor)))
event <- as.integer (raw <= censor)
cohort <- data.frame (label, x1, x2, x3, group, stratum, score_a, score_b, probability_a, probability_b, time, event)
write.csv (cohort, "cohort.csv", row.names = FALSE, quote = FALSE)
cohort <- read.csv ("cohort.csv")
attach (cohort, warn.conflicts = FALSE)

# Distributions, in their middles and their tails.
rows <- data.frame ()
put <- function (name, a, b, c, value)
  rows <<- rbind (rows, data.frame (name, a = sprintf ("%.17g", a), b = sprintf ("%.17g", b), c = sprintf ("%.17g", c),
                                    value = sprintf ("%.17g", value)))
freedoms <- c (1, 2, 3.5, 10, 47.25, 300)
tails <- c (1e-12, 1e-5, 0.025, 0.2, 0.5, 0.7, 0.975, 0.9999)
for (z in c (-6, -1.96, -0.1, 0, 0.5, 1.96, 5, 12, 30)) put ("normal_tail", z, 0, 0, pnorm (z, lower.tail = FALSE))
for (p in tails) put ("normal_quantile", p, 0, 0, qnorm (p))
for (f in freedoms)
  {
    for (t in c (-3, -0.2, 0, 0.01, 1, 2.5, 8, 40)) put ("t_tail", t, f, 0, pt (t, f, lower.tail = FALSE))
    for (x in c (0, 0.001, 0.3, 1, 5, 20, 100, 330)) put ("chi2_tail", x, f, 0, pchisq (x, f, lower.tail = FALSE))
    for (p in tails)
      {
        if (p != 0.5) put ("t_quantile", p, f, 0, qt (p, f))
        put ("chi2_quantile", p, f, 0, qchisq (p, f))
      }
    for (g in freedoms)
      for (x in c (0.01, 0.5, 1, 3, 30)) put ("f_tail", x, f, g, pf (x, f, g, lower.tail = FALSE))
  }
for (p in c (0.01, 0.3, 0.5, 0.93))
  for (k in c (0, 1, 7, 19, 20)) put ("binomial_probability", k, 20, p, pbinom (k, 20, p))
write.csv (rows, "distributions.csv", row.names = FALSE, quote = FALSE)

# ROC
roc_a <- roc (label, score_a, direction = "<", quiet = TRUE)
roc_b <- roc (label, score_b, direction = "<", quiet = TRUE)
say ("roc/a/auc", auc (roc_a), proc)
say ("roc/b/auc", auc (roc_b), proc)
say ("roc/a/variance", var (roc_a, method = "delong"), proc)
say ("roc/a/interval", ci.auc (roc_a, method = "delong")[c (1, 3)], proc)
paired <- roc.test (roc_a, roc_b, method = "delong", paired = TRUE)
say ("roc/paired", c (paired$statistic, paired$p.value), proc)
say ("roc/covariance", cov (roc_a, roc_b, method = "delong"), proc)
half <- seq_len (n) <= 80
unpaired <- roc.test (roc (label[half], score_a[half], direction = "<", quiet = TRUE),
                      roc (label[!half], score_b[!half], direction = "<", quiet = TRUE), method = "delong", paired = FALSE)
say ("roc/unpaired", c (unpaired$statistic, unpaired$parameter, unpaired$p.value), proc)
say ("roc/a/partial", auc (roc_a, partial.auc = c (1, 0.8), partial.auc.focus = "specificity"), proc)
youden <- coords (roc_a, "best", best.method = "youden", transpose = FALSE)
stopifnot (nrow (youden) == 1)
say ("roc/a/youden", youden[1, c ("threshold", "specificity", "sensitivity")], proc)

# Proportions
for (k in c (0, 7, 40)) say (paste0 ("wilson/", k), prop.test (k, 40, correct = FALSE)$conf.int, r)

finish ("roc")

# Calibration
# glm() leaves the weights of its last step but one for the covariance; fitted again from
# where it ended, they are those of the end.
logit <- function (formula)
{
  control <- list (epsilon = 1e-14)
  first <- glm (formula, family = binomial, control = control)
  glm (formula, family = binomial, control = control, start = coef (first))
}
lp <- qlogis (probability_a)
slope <- logit (label ~ lp)
say ("calibration/slope", coef (slope), r)
say ("calibration/slope-se", sqrt (diag (vcov (slope))), r)
large <- logit (label ~ offset (lp))
say ("calibration/large", c (coef (large), sqrt (vcov (large))), r)
# As ResourceSelection::hoslem.test of ten groups.
breaks <- quantile (probability_a, probs = seq (0, 1, 0.1))
bin <- cut (probability_a, breaks = breaks, include.lowest = TRUE)
observed <- xtabs (cbind (1 - label, label) ~ bin)
expected <- xtabs (cbind (1 - probability_a, probability_a) ~ bin)
hl <- sum ((observed - expected)^2 / expected)
say ("calibration/hosmer-lemeshow", c (hl, 8, pchisq (hl, 8, lower.tail = FALSE)), r)
say ("calibration/bins", tapply (probability_a, bin, mean), r)
say ("calibration/observed", tapply (label, bin, mean), r)
say ("calibration/brier", mean ((probability_a - label)^2), r)
logistic <- logit (label ~ x1 + x2 + x3)
say ("logistic/coefficients", coef (logistic), r)
say ("logistic/covariance", vcov (logistic), r)
say ("logistic/likelihood", c (logLik (logistic), -logistic$null.deviance / 2), r)

# Decision curve, by its definition (Vickers and Elkin 2006).
for (t in c (0.1, 0.35, 0.6))
  {
    w <- t / (1 - t)
    positive <- probability_a >= t
    say (paste0 ("decision/", t), c (sum (positive & label == 1) / n - w * sum (positive & label == 0) / n,
                                     mean (label) - w * mean (1 - label)), r)
  }

# NRI and IDI with the variances of Pencina 2008 and 2011, as Hmisc::improveProb.
reclassify <- function (up, down)
{
  a <- label == 1
  part <- function (of) c (sum (up[of]), sum (down[of]), sum (of))
  e <- part (a); o <- part (!a)
  v <- function (x) (x[1] + x[2]) / x[3]^2 - (x[1] - x[2])^2 / x[3]^3
  nri <- c ((e[1] - e[2]) / e[3], (o[2] - o[1]) / o[3])
  c (nri, sum (nri), sqrt (v (e)), sqrt (v (o)), sqrt (v (e) + v (o)))
}
d <- probability_b - probability_a
say ("reclassification/continuous", reclassify (d > 0, d < 0), r)
class_of <- function (p) findInterval (p, c (0.3, 0.6))
dc <- class_of (probability_b) - class_of (probability_a)
say ("reclassification/categorical", reclassify (dc > 0, dc < 0), r)
idi <- mean (d[label == 1]) - mean (d[label == 0])
say ("reclassification/idi", c (idi, sqrt (var (d[label == 1]) / sum (label) + var (d[label == 0]) / sum (!label))), r)

finish ("calibration")

# Kaplan-Meier
for (type in c ("plain", "log", "log-log"))
  {
    km <- survfit (Surv (time, event) ~ 1, conf.type = type)
    at <- summary (km, times = c (3, 10, 18, 30))
    say (paste0 ("km/", type), rbind (at$surv, at$std.err, at$lower, at$upper), surv)
    q <- quantile (km, 0.5)
    say (paste0 ("km/", type, "/median"), unlist (q), surv)
  }
say ("km/at-risk", at$n.risk, surv)
rmean <- summary (survfit (Surv (time, event) ~ 1), rmean = 24)$table
say ("km/restricted-mean", rmean[c ("rmean", "se(rmean)")], surv)

# Log-rank
three <- survdiff (Surv (time, event) ~ group)
say ("log-rank/three", c (three$chisq, 2, pchisq (three$chisq, 2, lower.tail = FALSE)), surv)
say ("log-rank/three/observed", three$obs, surv)
say ("log-rank/three/expected", three$exp, surv)
strata_test <- survdiff (Surv (time, event) ~ x3 + strata (stratum))
say ("log-rank/strata", strata_test$chisq, surv)

# Cox
control <- coxph.control (eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
for (ties in c ("efron", "breslow"))
  {
    fit <- coxph (Surv (time, event) ~ x1 + x2 + x3, ties = ties, control = control)
    say (paste0 ("cox/", ties, "/coefficients"), coef (fit), surv)
    say (paste0 ("cox/", ties, "/covariance"), vcov (fit), surv)
    say (paste0 ("cox/", ties, "/likelihood"), rev (fit$loglik), surv)
    say (paste0 ("cox/", ties, "/tests"), c (2 * diff (fit$loglik), fit$wald.test, fit$score), surv)
    # R leaves x3 where it is, as it is 0 or 1; here all are moved to their means.
    base <- basehaz (fit, centered = TRUE)
    move <- exp (sum (coef (fit) * (c (mean (x1), mean (x2), mean (x3)) - fit$means)))
    say (paste0 ("cox/", ties, "/baseline"), move * base$hazard[match (c (2, 9, 20, 40), base$time)], surv)
    for (transform in c ("km", "identity", "rank", "log"))
      say (paste0 ("cox/", ties, "/zph/", transform), cox.zph (fit, transform = transform)$table[, "chisq"], surv)
  }
strata_fit <- coxph (Surv (time, event) ~ x1 + x2 + strata (stratum), control = control)
say ("cox/strata/coefficients", coef (strata_fit), surv)
say ("cox/strata/covariance", vcov (strata_fit), surv)
say ("cox/strata/tests", c (2 * diff (strata_fit$loglik), strata_fit$wald.test, strata_fit$score), surv)
one <- coxph (Surv (time, event) ~ score_a, control = control)
say ("cox/one/tests", c (coef (one), sqrt (vcov (one)), one$score), surv)

# Concordance: higher scores, shorter times.
harrell <- concordance (Surv (time, event) ~ score_a, reverse = TRUE)
say ("concordance/harrell", c (harrell$concordance, sqrt (harrell$var)), surv)
# R counts events at the same time apart by whether their scores are the same.
counts <- harrell$count
say ("concordance/counts", c (counts[c ("concordant", "discordant", "tied.x")], sum (counts[c ("tied.y", "tied.xy")])),
     surv)
uno <- concordance (Surv (time, event) ~ score_a, reverse = TRUE, timewt = "n/G2")
say ("concordance/uno", c (uno$concordance, sqrt (uno$var)), surv)

# Time-dependent AUC, cumulative and dynamic, weighted by the inverse probability of
# censoring, by its definition (Uno 2007, Hung and Chiang 2010). Times are whole numbers, so
# that a quarter puts whoever is censored behind the events of the same time.
g <- survfit (Surv (time + (1 - event) / 4, 1 - event) ~ 1)
g_before <- function (t) sapply (t, function (u) { s <- g$surv[g$time < u]; if (length (s)) min (s) else 1 })
for (t in c (6, 12, 24))
  {
    cases <- which (event == 1 & time <= t); controls <- which (time > t)
    w <- 1 / g_before (time[cases])
    wins <- outer (score_a[cases], score_a[controls], function (x, y) (x > y) + (x == y) / 2)
    say (paste0 ("time-auc/", t), sum (w * wins) / (sum (w) * length (controls)), r)
  }

finish ("survival")

# Tests
say ("t/welch", unlist (t.test (x1 ~ label)[c ("statistic", "parameter", "p.value")]), r)
say ("t/equal", unlist (t.test (x1 ~ label, var.equal = TRUE)[c ("statistic", "parameter", "p.value")]), r)
mw <- wilcox.test (score_a[label == 1], score_a[label == 0])
say ("mann-whitney/ties", c (mw$statistic, mw$p.value), r)
first <- c (1.1, 2.3, 0.4, 5.6, 7.7, 3.2, 4.4)
second <- c (2.2, 0.1, 0.9, 1.8, 3.3)
mw <- wilcox.test (first, second)
say ("mann-whitney/exact", c (mw$statistic, mw$p.value), r)
mw <- wilcox.test (seq (1, 97, 2)[1:45] + 20.5, (1:47) * 2)
say ("mann-whitney/exact-large", c (mw$statistic, mw$p.value), r)
kw <- kruskal.test (score_a, group)
say ("kruskal-wallis", c (kw$statistic, kw$parameter, kw$p.value), r)
table_23 <- table (x3, group)
chi <- chisq.test (table_23)
say ("chi2/2x3", c (table_23), r)
say ("chi2/2x3/test", c (chi$statistic, chi$parameter, chi$p.value), r)
table_22 <- table (x3, label)
say ("chi2/2x2/table", c (t (table_22)), r)
for (correct in c (TRUE, FALSE))
  {
    chi <- chisq.test (table_22, correct = correct)
    say (paste0 ("chi2/2x2/", correct), c (chi$statistic, chi$p.value), r)
  }
for (m in list (c (3, 1, 1, 3), c (10, 2, 3, 15), c (0, 5, 7, 1), c (12, 40, 31, 67)))
  say (paste0 ("fisher/", paste (m, collapse = "-")), fisher.test (matrix (m, 2, byrow = TRUE))$p.value, r)
p <- c (0.01, 0.04, 0.03, 0.005, 0.6, 0.04, 0.9, 1, 0.0002)
for (method in c ("BH", "bonferroni", "holm")) say (paste0 ("adjust/", method), p.adjust (p, method), r)
pearson <- cor.test (x1, score_b)
say ("correlation/pearson", c (pearson$estimate, pearson$p.value, pearson$conf.int), r)
say ("correlation/spearman", cor (score_a, score_b, method = "spearman"), r)

# Shrout and Fleiss 1979, with the interval of McGraw and Wong 1996 for ICC(1).
ratings <- c (9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7)
target <- factor (rep (1:6, each = 4))
squares <- summary (aov (ratings ~ target))[[1]][["Mean Sq"]]
f_low <- squares[1] / squares[2] / qf (0.975, 5, 18)
f_high <- squares[1] / squares[2] * qf (0.975, 18, 5)
say ("icc", (c (squares[1] / squares[2], f_low, f_high) - 1) / (c (squares[1] / squares[2], f_low, f_high) + 3), r)

finish ("tests")
