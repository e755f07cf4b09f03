/* rl-source.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-source.h"

typedef struct
{
  char *id;
  char *title;
} RlSourcePrivate;

enum
{
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  N_PROPS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RlSource, rl_source, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static RlSourcePrivate *
get_private (RlSource *self)
{
  return rl_source_get_instance_private (self);
}

static void
rl_source_finalize (GObject *object)
{
  RlSourcePrivate *priv = get_private (RL_SOURCE (object));

  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->title, g_free);

  G_OBJECT_CLASS (rl_source_parent_class)->finalize (object);
}

static void
rl_source_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  RlSourcePrivate *priv = get_private (RL_SOURCE (object));

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, priv->id);
      break;

    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_source_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  RlSourcePrivate *priv = get_private (RL_SOURCE (object));

  switch (prop_id)
    {
    case PROP_ID:
      priv->id = g_value_dup_string (value);
      break;

    case PROP_TITLE:
      priv->title = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_source_class_init (RlSourceClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_source_finalize;
  object_class->get_property = rl_source_get_property;
  object_class->set_property = rl_source_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_source_init (RlSource *self)
{
}

const char *
rl_source_get_id (RlSource *self)
{
  g_return_val_if_fail (RL_IS_SOURCE (self), NULL);

  return get_private (self)->id;
}

const char *
rl_source_get_title (RlSource *self)
{
  g_return_val_if_fail (RL_IS_SOURCE (self), NULL);

  return get_private (self)->title;
}

/**
 * rl_source_equal:
 * @self: (nullable): a source
 * @other: (nullable): another of the same class
 *
 * Returns: whether both look alike and are the same
 */
gboolean
rl_source_equal (RlSource *self,
                 RlSource *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  g_return_val_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (other), FALSE);

  return g_strcmp0 (rl_source_get_id (self), rl_source_get_id (other)) == 0 &&
         g_strcmp0 (rl_source_get_title (self), rl_source_get_title (other)) == 0 &&
         RL_SOURCE_GET_CLASS (self)->equal (self, other);
}
