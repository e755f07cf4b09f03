# make-values.R
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes combat.csv (columns, batch and covariates of 60 rows, of which 48 train) and
# values-r-combat.csv (what ComBat makes of them) beside it:
#   Rscript make-values.R
# Debian: r-base-core r-bioc-sva.
#
# sva stops as soon as nothing moves by 1e-4; here it goes on. It cannot be applied to rows
# that it did not learn from, and with missing values it takes another variance (of n - 1)
# for all columns, so combat () below says the same by the formulas of Johnson et al. 2007;
# it is held to sva first.

suppressMessages (library (sva))

source_of <- function (package) paste (package, packageVersion (package))

settle <- function (sdat, g.hat, d.hat, g.bar, t2, a, b, conv = NULL)
{
  n <- rowSums (!is.na (sdat))
  g <- g.hat
  d <- d.hat
  for (step in 1:5000)
  {
    g <- (t2 * n * g.hat + d * g.bar) / (t2 * n + d)
    d <- (0.5 * rowSums ((sdat - g)^2, na.rm = TRUE) + b) / (n / 2 + a - 1)
  }
  rbind (g, d)
}
assignInNamespace ("it.sol", settle, "sva")

# x: rows × columns; the first rows with train == 1 are learned from. Returns all rows.
combat <- function (x, train, batch, covariates, reference = NULL)
{
  levels <- sort (unique (batch[train]))
  all <- x
  one_batch <- lapply (levels, function (level) train & batch == level)
  varies <- sapply (seq_len (ncol (x)), function (c)
    all (sapply (one_batch, function (rows) var (x[rows, c], na.rm = TRUE) > 0)))
  k <- ncol (covariates)
  design <- cbind (sapply (levels, function (level) as.numeric (batch == level)), covariates)
  mean <- slopes <- sd <- list ()
  z <- x * NA
  for (c in which (varies))
  {
    rows <- train & !is.na (x[, c])
    beta <- solve (crossprod (design[rows, ]), crossprod (design[rows, ], x[rows, c]))
    weights <- sapply (one_batch, sum) / sum (train)
    common <- if (is.null (reference)) sum (weights * beta[seq_along (levels)]) else beta[reference]
    rest <- (x[, c] - design %*% beta)[if (is.null (reference)) rows else rows & batch == reference]
    base <- common + (if (k > 0) covariates %*% beta[-seq_along (levels)] else 0)
    sd[[c]] <- sqrt (mean (rest^2))
    mean[[c]] <- rep (base, length.out = nrow (x))
    z[, c] <- (x[, c] - mean[[c]]) / sd[[c]]
  }
  mean_of <- base::mean
  for (b in seq_along (levels))
  {
    zb <- t (z[one_batch[[b]], varies, drop = FALSE])
    g.hat <- rowMeans (zb, na.rm = TRUE)
    d.hat <- apply (zb, 1, var, na.rm = TRUE)
    m <- mean_of (d.hat)
    s2 <- var (d.hat)
    star <- settle (zb, g.hat, d.hat, mean_of (g.hat), var (g.hat), (2 * s2 + m^2) / s2, (m * s2 + m^3) / s2)
    if (!is.null (reference) && levels[b] == reference)
      next
    rows <- batch == levels[b]
    for (i in seq_along (which (varies)))
    {
      c <- which (varies)[i]
      all[rows, c] <- (z[rows, c] - star[1, i]) / sqrt (star[2, i]) * sd[[c]] + mean[[c]][rows]
    }
  }
  all
}

set.seed (20261128)
n <- 60
p <- 14
batch <- sample (rep (1:3, c (26, 20, 14)))
age <- round (rnorm (n, 62, 9), 1)
sex <- rbinom (n, 1, 0.5)
train <- rep (FALSE, n)
for (b in 1:3)
  train[which (batch == b)[-(1:4)]] <- TRUE
x <- sapply (1:p, function (c)
  signif (10^((c - 7) / 2) * (rnorm (n, c, 1) + 0.03 * (age - 60) + 0.4 * sex + c (0, 0.9, -0.6)[batch] + 0.2 * rnorm (3)[batch]) *
          c (1, 1.6, 0.7)[batch], 8))
x[batch == 2, 5] <- 4
x[, 9] <- 2.5
missing <- x
missing[sample (n * p, 60)] <- NA
colnames (x) <- paste0 ("x", 1:p)
colnames (missing) <- paste0 ("m", 1:p)
table <- data.frame (batch, train = as.integer (train), age, sex, x, missing)
write.csv (table, "combat.csv", row.names = FALSE, quote = FALSE, na = "nan")

values <- data.frame ()
say <- function (name, matrix, rows, source)
  for (c in seq_len (p))
    values <<- rbind (values, data.frame (name = paste (name, c, which (rows), sep = "/"),
                                          value = sprintf ("%.17g", matrix[rows, c]), source))

none <- matrix (0, n, 0)
both <- cbind (age, sex)
by_sva <- function (covariates, reference = NULL)
  t (suppressMessages (ComBat (t (x[train, ]), batch[train], if (ncol (covariates) > 0) covariates[train, ] else NULL,
                               ref.batch = reference)))
check <- function (name, covariates, reference = NULL)
{
  ours <- combat (x, train, batch, covariates, reference)
  theirs <- by_sva (covariates, reference)
  stopifnot (max (abs (ours[train, ] / theirs - 1)) < 1e-9)
  full <- ours
  full[train, ] <- theirs
  say (name, full, train, source_of ("sva"))
  say (name, ours, !train, "formulas")
}
check ("plain", none)
check ("covariates", both)
check ("reference", both, 2)
found <- combat (missing, train, batch, both)
say ("missing", found, rep (TRUE, n), "formulas")
values <- values[!values$value %in% c ("NA", "NaN"), ]
write.csv (values, "values-r-combat.csv", row.names = FALSE, quote = FALSE)
