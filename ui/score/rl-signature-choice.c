/* rl-signature-choice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-signature-choice.h"

#include <gtk/gtk.h>

struct _RlSignatureChoice
{
  GObject       parent_instance;

  RlSignatures *signatures;
  RimSignature *signature;      /* that is applied; nullable */
  char         *hash;
};

enum
{
  PROP_0,
  PROP_HASH,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlSignatureChoice, rl_signature_choice, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static RimSignature *
get_nth (RlSignatureChoice *self,
         guint              position)
{
  g_autoptr(RlSignatureItem) item = g_list_model_get_item (G_LIST_MODEL (self->signatures), position);

  return item != NULL ? rl_signature_item_get_signature (item) : NULL;
}

/* What is no signature cannot be applied. */
static guint
find_position (RlSignatureChoice *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->signatures));
  guint first = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n; i++)
    {
      RimSignature *signature = get_nth (self, i);

      if (signature == NULL)
        continue;
      if (first == GTK_INVALID_LIST_POSITION)
        first = i;
      if (g_strcmp0 (rim_signature_get_hash (signature), self->hash) == 0)
        return i;
    }

  return first;
}

/* What was read again and is the same stays the same object: nothing is scored anew. */
static void
update (RlSignatureChoice *self)
{
  RimSignature *signature = get_nth (self, find_position (self));

  if (signature == NULL || self->signature == NULL ||
      g_strcmp0 (rim_signature_get_hash (signature), rim_signature_get_hash (self->signature)) != 0)
    {
      if (signature != NULL)
        rim_signature_ref (signature);
      g_clear_pointer (&self->signature, rim_signature_unref);
      self->signature = signature;
    }

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rl_signature_choice_finalize (GObject *object)
{
  RlSignatureChoice *self = RL_SIGNATURE_CHOICE (object);

  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_pointer (&self->hash, g_free);
  g_clear_object (&self->signatures);

  G_OBJECT_CLASS (rl_signature_choice_parent_class)->finalize (object);
}

static void
rl_signature_choice_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_HASH:
      rl_signature_choice_choose (RL_SIGNATURE_CHOICE (object), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_signature_choice_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HASH:
      g_value_set_string (value, RL_SIGNATURE_CHOICE (object)->hash);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_signature_choice_class_init (RlSignatureChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_signature_choice_finalize;
  object_class->set_property = rl_signature_choice_set_property;
  object_class->get_property = rl_signature_choice_get_property;

  properties[PROP_HASH] =
    g_param_spec_string ("hash", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_signature_choice_init (RlSignatureChoice *self)
{
  self->hash = g_strdup ("");
}

RlSignatureChoice *
rl_signature_choice_new (RlSignatures *signatures)
{
  RlSignatureChoice *self = g_object_new (RL_TYPE_SIGNATURE_CHOICE, NULL);

  self->signatures = g_object_ref (signatures);
  g_signal_connect_object (signatures, "loaded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (transfer none): those that can be chosen */
RlSignatures *
rl_signature_choice_get_signatures (RlSignatureChoice *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_CHOICE (self), NULL);

  return self->signatures;
}

/* Returns: (transfer none) (nullable): the one that is applied */
RimSignature *
rl_signature_choice_get_signature (RlSignatureChoice *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_CHOICE (self), NULL);

  return self->signature;
}

/* Returns: its place in the list, or #GTK_INVALID_LIST_POSITION */
guint
rl_signature_choice_get_position (RlSignatureChoice *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_CHOICE (self), GTK_INVALID_LIST_POSITION);

  return find_position (self);
}

/**
 * rl_signature_choice_choose:
 * @self: a choice
 * @hash: (nullable): of a signature, which need not be there yet
 */
void
rl_signature_choice_choose (RlSignatureChoice *self,
                            const char        *hash)
{
  char *copy;

  g_return_if_fail (RL_IS_SIGNATURE_CHOICE (self));

  if (hash == NULL)
    hash = "";
  if (g_str_equal (self->hash, hash))
    return;

  copy = g_strdup (hash);
  g_free (self->hash);
  self->hash = copy;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HASH]);
}
