/* cli-ratings.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliRatings:
 * @features: (element-type utf8): the names of features, in the order of the files
 * @cases: (element-type utf8): the ids of cases, in the same
 * @readers: (element-type utf8): who read them
 *
 * What several readers make of each feature of each case. Owned by the holder.
 */
typedef struct
{
  GPtrArray  *features;
  GPtrArray  *cases;
  GPtrArray  *readers;

  GHashTable *places[3];         /* of names in the three arrays */
  GArray     *cells;             /* one of each number that was read */
} CliRatings;

gboolean  cli_ratings_load        (CliRatings        *self,
                                   const char *const *paths,
                                   GError           **error);
void      cli_ratings_clear       (CliRatings        *self);
double   *cli_ratings_spread      (const CliRatings  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliRatings, cli_ratings_clear)

G_END_DECLS
