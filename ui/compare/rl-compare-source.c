/* rl-compare-source.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-source.h"

struct _RlCompareSource
{
  GObject         parent_instance;

  RlCompareKind   kind;
  char           *id;
  char           *title;
  guint           n_changes;
  RlFeatureOther *other;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlCompareSource, rl_compare_source, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
rl_compare_source_finalize (GObject *object)
{
  RlCompareSource *self = RL_COMPARE_SOURCE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->other, rl_feature_other_unref);

  G_OBJECT_CLASS (rl_compare_source_parent_class)->finalize (object);
}

static void
rl_compare_source_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, RL_COMPARE_SOURCE (object)->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_compare_source_class_init (RlCompareSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_compare_source_finalize;
  object_class->get_property = rl_compare_source_get_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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
  RlCompareSource *self = g_object_new (RL_TYPE_COMPARE_SOURCE, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title);

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
rl_compare_source_new_other (RlFeatureOther *other,
                             const char     *title)
{
  g_autofree char *id = g_strdup_printf ("series-%" G_GINT64_FORMAT, other->series_id);
  RlCompareSource *self = rl_compare_source_new (RL_COMPARE_OTHER, id, title);

  self->other = rl_feature_other_ref (other);

  return self;
}

RlCompareKind
rl_compare_source_get_kind (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), RL_COMPARE_NOTHING);

  return self->kind;
}

const char *
rl_compare_source_get_id (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), NULL);

  return self->id;
}

const char *
rl_compare_source_get_title (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), NULL);

  return self->title;
}

/* Returns: how many changes to take back */
guint
rl_compare_source_get_n_changes (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), 0);

  return self->n_changes;
}

/* Returns: (transfer none) (nullable): what another reader drew */
RlFeatureOther *
rl_compare_source_get_other (RlCompareSource *self)
{
  g_return_val_if_fail (RL_IS_COMPARE_SOURCE (self), NULL);

  return self->other;
}

/* Returns: whether both look alike and are the same */
gboolean
rl_compare_source_equal (RlCompareSource *self,
                         RlCompareSource *other)
{
  return self->other == other->other && g_strcmp0 (self->id, other->id) == 0 &&
         g_strcmp0 (self->title, other->title) == 0;
}
