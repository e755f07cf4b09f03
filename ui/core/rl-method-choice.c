/* rl-method-choice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-method-choice.h"

#include <math.h>
#include <string.h>

#define DEFAULT_METHOD "surface"

struct _RlMethodChoice
{
  GObject     parent_instance;

  char       *method;
  GHashTable *parameters;                        /* id → double[RIM_METHOD_MAX_PARAMETERS] */
  RimVec3     references[RIM_PET_N_REFERENCES];
  gboolean    has_reference[RIM_PET_N_REFERENCES];
  gboolean    has_ct;
  gboolean    has_pet;
  guint       begun;
  char      **offered;                           /* the only ids that are; or NULL */
};

enum
{
  PROP_0,
  PROP_METHOD,
  N_PROPS
};

enum
{
  CHANGED,
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMethodChoice, rl_method_choice, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
rl_method_choice_finalize (GObject *object)
{
  RlMethodChoice *self = RL_METHOD_CHOICE (object);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_clear_pointer (&self->offered, g_strfreev);

  G_OBJECT_CLASS (rl_method_choice_parent_class)->finalize (object);
}

static void
rl_method_choice_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RlMethodChoice *self = RL_METHOD_CHOICE (object);

  if (prop_id == PROP_METHOD)
    g_value_set_string (value, self->method);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_method_choice_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  RlMethodChoice *self = RL_METHOD_CHOICE (object);

  if (prop_id == PROP_METHOD)
    rl_method_choice_set_method (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_method_choice_class_init (RlMethodChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rl_method_choice_finalize;
  object_class->get_property = rl_method_choice_get_property;
  object_class->set_property = rl_method_choice_set_property;

  properties[PROP_METHOD] =
    g_param_spec_string ("method", NULL, NULL, DEFAULT_METHOD,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_METHOD_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", RL_TYPE_METHOD_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
rl_method_choice_init (RlMethodChoice *self)
{
  self->method = g_strdup (DEFAULT_METHOD);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RlMethodChoice *
rl_method_choice_new (void)
{
  return g_object_new (RL_TYPE_METHOD_CHOICE, NULL);
}

static void
set_method (RlMethodChoice *self,
            const char     *id)
{
  if (strcmp (self->method, id) == 0)
    return;

  g_free (self->method);
  self->method = g_strdup (id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METHOD]);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One whose numbers the image says has a tool of its own, where they are seen. */
static gboolean
is_for_clicks (const RimMethod *method)
{
  for (guint n = 0; n < method->n_parameters; n++)
    if (isnan (method->parameters[n].initial))
      return FALSE;

  return !method->needs_mask;
}

static gboolean
is_offered (RlMethodChoice *self,
            const char     *id)
{
  return self->offered == NULL || g_strv_contains ((const char *const *) self->offered, id);
}

/* Returns: whether a click can run @method on the images there are */
gboolean
rl_method_choice_fits (RlMethodChoice  *self,
                       const RimMethod *method)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), FALSE);

  if (!is_for_clicks (method) || !is_offered (self, method->id))
    return FALSE;
  if (strcmp (method->modality, "PT") == 0)
    return self->has_pet;
  if (strcmp (method->modality, "CT") == 0)
    return self->has_ct;

  return TRUE;
}

/* The one for these images, or the first that is offered and goes with them. */
static const char *
find_fitting (RlMethodChoice *self)
{
  const char *usual = self->has_pet ? DEFAULT_METHOD : "nodule";
  RimMethod method;

  for (guint n = 0; self->offered != NULL && self->offered[n] != NULL; n++)
    if (rim_method_find (self->offered[n], &method) && rl_method_choice_fits (self, &method))
      return self->offered[n];

  return usual;
}

/**
 * rl_method_choice_offer:
 * @self: a choice
 * @ids: (nullable) (array zero-terminated=1): the only methods that can be chosen; the first
 *   one that goes with the images is chosen now. %NULL for all
 */
void
rl_method_choice_offer (RlMethodChoice    *self,
                        const char *const *ids)
{
  const gboolean is_list = ids != NULL && ids[0] != NULL;

  g_return_if_fail (RL_IS_METHOD_CHOICE (self));

  if (!is_list && self->offered == NULL)
    return;
  if (is_list && self->offered != NULL && g_strv_equal (ids, (const char *const *) self->offered))
    return;

  g_clear_pointer (&self->offered, g_strfreev);
  self->offered = is_list ? g_strdupv ((char **) ids) : NULL;
  if (is_list)
    set_method (self, find_fitting (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_method_choice_fit:
 * @self: a choice
 * @has_ct: whether there is a CT
 * @has_pet: whether there is a PET
 *
 * There are other images: references of those before are forgotten, and a method that does
 * not go with these gives way to the one for them.
 */
void
rl_method_choice_fit (RlMethodChoice *self,
                      gboolean        has_ct,
                      gboolean        has_pet)
{
  RimMethod method;

  g_return_if_fail (RL_IS_METHOD_CHOICE (self));

  self->has_ct = has_ct;
  self->has_pet = has_pet;
  memset (self->has_reference, 0, sizeof self->has_reference);
  if (rim_method_find (self->method, &method) && !rl_method_choice_fits (self, &method))
    set_method (self, find_fitting (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
rl_method_choice_get_method (RlMethodChoice *self)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), DEFAULT_METHOD);

  return self->method;
}

/**
 * rl_method_choice_set_method:
 * @self: a choice
 * @id: (nullable): of a method that begins with a point; nothing happens where it is none
 */
void
rl_method_choice_set_method (RlMethodChoice *self,
                             const char     *id)
{
  RimMethod method;

  g_return_if_fail (RL_IS_METHOD_CHOICE (self));

  if (id == NULL || !rim_method_find (id, &method) || !is_for_clicks (&method) || !is_offered (self, id))
    return;

  set_method (self, id);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static double *
find_parameters (RlMethodChoice *self,
                 const char     *id)
{
  double *values = g_hash_table_lookup (self->parameters, id);
  RimMethod method;

  if (values != NULL || !rim_method_find (id, &method))
    return values;

  values = g_new0 (double, RIM_METHOD_MAX_PARAMETERS);
  for (guint n = 0; n < method.n_parameters; n++)
    values[n] = method.parameters[n].initial;
  g_hash_table_insert (self->parameters, g_strdup (id), values);

  return values;
}

/**
 * rl_method_choice_get_parameters:
 * @self: a choice
 * @id: of a method
 *
 * Returns: (transfer none) (nullable): the numbers it is given, in the order of its
 *   parameters; %NULL where there is no such method
 */
const double *
rl_method_choice_get_parameters (RlMethodChoice *self,
                                 const char     *id)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), NULL);

  return find_parameters (self, id);
}

/**
 * rl_method_choice_set_parameter:
 * @self: a choice
 * @id: of a method
 * @n: which of its parameters
 * @value: the number; brought into its range
 */
void
rl_method_choice_set_parameter (RlMethodChoice *self,
                                const char     *id,
                                guint           n,
                                double          value)
{
  double *values;
  RimMethod method;

  g_return_if_fail (RL_IS_METHOD_CHOICE (self));
  g_return_if_fail (rim_method_find (id, &method) && n < method.n_parameters);

  values = find_parameters (self, id);
  value = CLAMP (value, method.parameters[n].min, method.parameters[n].max);
  if (values[n] == value)
    return;

  values[n] = value;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The numbers of the publication again. */
void
rl_method_choice_reset_parameters (RlMethodChoice *self,
                                   const char     *id)
{
  g_return_if_fail (RL_IS_METHOD_CHOICE (self));

  if (g_hash_table_remove (self->parameters, id))
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable): where that reference lies, LPS mm */
const RimVec3 *
rl_method_choice_get_reference (RlMethodChoice      *self,
                                RimPetReferenceKind  kind)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), NULL);
  g_return_val_if_fail (kind < RIM_PET_N_REFERENCES, NULL);

  return self->has_reference[kind] ? &self->references[kind] : NULL;
}

/**
 * rl_method_choice_set_reference:
 * @self: a choice
 * @kind: of which reference
 * @point: (nullable): where it lies, LPS mm; %NULL to be asked for it again
 */
void
rl_method_choice_set_reference (RlMethodChoice      *self,
                                RimPetReferenceKind  kind,
                                const RimVec3       *point)
{
  g_return_if_fail (RL_IS_METHOD_CHOICE (self));
  g_return_if_fail (kind > RIM_PET_REFERENCE_NONE && kind < RIM_PET_N_REFERENCES);

  self->has_reference[kind] = point != NULL;
  if (point != NULL)
    self->references[kind] = *point;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_method_choice_begin:
 * @self: a choice
 *
 * Called with each click. Panes have a hand each; the one that was clicked last is the one
 * to answer other numbers.
 *
 * Returns: the number of this click
 */
guint
rl_method_choice_begin (RlMethodChoice *self)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), 0);

  return ++self->begun;
}

guint
rl_method_choice_get_begun (RlMethodChoice *self)
{
  g_return_val_if_fail (RL_IS_METHOD_CHOICE (self), 0);

  return self->begun;
}
