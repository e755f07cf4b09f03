/* rl-signature-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-signature-item.h"

struct _RlSignatureItem
{
  GObject       parent_instance;

  char         *path;
  char         *name;
  gboolean      is_shipped;
  RimSignature *signature;
  char         *reason;
};

G_DEFINE_FINAL_TYPE (RlSignatureItem, rl_signature_item, G_TYPE_OBJECT)

static void
rl_signature_item_finalize (GObject *object)
{
  RlSignatureItem *self = RL_SIGNATURE_ITEM (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_pointer (&self->reason, g_free);

  G_OBJECT_CLASS (rl_signature_item_parent_class)->finalize (object);
}

static void
rl_signature_item_class_init (RlSignatureItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_signature_item_finalize;
}

static void
rl_signature_item_init (RlSignatureItem *self)
{
}

/**
 * rl_signature_item_new:
 * @path: where it is
 * @is_shipped: whether it comes with the program
 * @signature: (nullable): what is in it
 * @error: (nullable): why nothing is
 */
RlSignatureItem *
rl_signature_item_new (const char   *path,
                       gboolean      is_shipped,
                       RimSignature *signature,
                       const GError *error)
{
  RlSignatureItem *self = g_object_new (RL_TYPE_SIGNATURE_ITEM, NULL);

  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->is_shipped = is_shipped;
  self->signature = signature != NULL ? rim_signature_ref (signature) : NULL;
  self->reason = error != NULL ? g_strdup (error->message) : NULL;

  return self;
}

const char *
rl_signature_item_get_path (RlSignatureItem *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_ITEM (self), NULL);

  return self->path;
}

/* Returns: (transfer none): what it is called; the name of the file where it is no signature */
const char *
rl_signature_item_get_title (RlSignatureItem *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_ITEM (self), NULL);

  return self->signature != NULL ? rim_signature_get_title (self->signature) : self->name;
}

gboolean
rl_signature_item_is_shipped (RlSignatureItem *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_ITEM (self), FALSE);

  return self->is_shipped;
}

/* Returns: (transfer none) (nullable) */
RimSignature *
rl_signature_item_get_signature (RlSignatureItem *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_ITEM (self), NULL);

  return self->signature;
}

/* Returns: (nullable): why there is no signature */
const char *
rl_signature_item_get_reason (RlSignatureItem *self)
{
  g_return_val_if_fail (RL_IS_SIGNATURE_ITEM (self), NULL);

  return self->reason;
}
