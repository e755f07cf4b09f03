/* rl-compare-source.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-source.h"

struct _RlCompareSource
{
  RlSource       parent_instance;

  RlCompareKind  kind;
  guint          n_changes;
  RlOtherImage  *other;
};

G_DEFINE_FINAL_TYPE (RlCompareSource, rl_compare_source, RL_TYPE_SOURCE)

static void
rl_compare_source_finalize (GObject *object)
{
  g_clear_pointer (&RL_COMPARE_SOURCE (object)->other, rl_other_image_unref);

  G_OBJECT_CLASS (rl_compare_source_parent_class)->finalize (object);
}

static gboolean
rl_compare_source_equal (RlSource *self,
                         RlSource *other)
{
  return RL_COMPARE_SOURCE (self)->other == RL_COMPARE_SOURCE (other)->other;
}

static void
rl_compare_source_class_init (RlCompareSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_compare_source_finalize;
  RL_SOURCE_CLASS (klass)->equal = rl_compare_source_equal;
}

static void
rl_compare_source_init (RlCompareSource *self)
{
}

/**
 * rl_compare_source_new:
 * @kind: what it is
 * @id: by which it is found again in a list made anew; of a lesion its id
 * @title: for people
 */
RlCompareSource *
rl_compare_source_new (RlCompareKind  kind,
                       const char    *id,
                       const char    *title)
{
  RlCompareSource *self = g_object_new (RL_TYPE_COMPARE_SOURCE, "id", id, "title", title, NULL);

  self->kind = kind;

  return self;
}

/**
 * rl_compare_source_new_journal:
 * @n_changes: how many changes to take back; G_MAXUINT for all
 * @title: for people
 */
RlCompareSource *
rl_compare_source_new_journal (guint       n_changes,
                               const char *title)
{
  g_autofree char *id = g_strdup_printf ("changes-%u", n_changes);
  RlCompareSource *self = rl_compare_source_new (RL_COMPARE_JOURNAL, id, title);

  self->n_changes = n_changes;

  return self;
}

/**
 * rl_compare_source_new_other:
 * @other: what another reader drew
 * @title: for people
 */
RlCompareSource *
rl_compare_source_new_other (RlOtherImage   *other,
                             const char     *title)
{
  g_autofree char *id = g_strdup_printf ("series-%" G_GINT64_FORMAT, other->series_id);
  RlCompareSource *self = rl_compare_source_new (RL_COMPARE_OTHER, id, title);

  self->other = rl_other_image_ref (other);

  return self;
}

RlCompareKind
rl_compare_source_get_kind (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), RL_COMPARE_NOTHING);

  return self->kind;
}

/* Returns: how many changes to take back */
guint
rl_compare_source_get_n_changes (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), 0);

  return self->n_changes;
}

/* Returns: (transfer none) (nullable): what another reader drew */
RlOtherImage *
rl_compare_source_get_other (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), NULL);

  return self->other;
}
