/* rl-source.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The id of the source that is nothing, the first of every list. */
#define RL_NO_SOURCE "none"

#define RL_TYPE_SOURCE (rl_source_get_type ())

/**
 * RlSource:
 *
 * What the lesions that are shown can be compared with: the entry of a list of those
 * to choose from (#RlSources). A page derives what it needs to know of one.
 *
 * Immutable. Properties: "id" (string, by which it is found again in a list made
 * anew), "title" (string, for people).
 */
G_DECLARE_DERIVABLE_TYPE (RlSource, rl_source, RL, SOURCE, GObject)

typedef gboolean (*RlSourceEqualFunc) (RlSource *self,
                                       RlSource *other);

/**
 * RlSourceClass:
 * @equal: whether two of the class, of one id and title, are the same
 */
struct _RlSourceClass
{
  GObjectClass      parent_class;

  RlSourceEqualFunc equal;
};

const char *rl_source_get_id    (RlSource *self);
const char *rl_source_get_title (RlSource *self);
gboolean    rl_source_equal     (RlSource *self,
                                 RlSource *other);

G_END_DECLS
