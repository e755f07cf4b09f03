/* rl-link.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-link.h"

struct _RlLink
{
  GObject    parent_instance;

  RlSession *sessions[2];       /* that is read, and its prior */
  gboolean   is_linked;
  gboolean   is_following;
  RimVec3    offset;            /* from the first to the second, LPS mm */
};

enum
{
  PROP_0,
  PROP_LINKED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (RlLink, rl_link, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static gboolean
has_images (RlLink *self)
{
  return rl_session_get_base (self->sessions[0]) != NULL &&
         rl_session_get_base (self->sessions[1]) != NULL;
}

static const char *
get_frame (RlSession *session)
{
  RimVolume *base = rl_session_get_base (session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  return source != NULL ? source->frame_of_reference_uid : NULL;
}

static RimVec3
get_middle (RlSession *session)
{
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (session));

  return rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1.0) / 2.0,
                                              (grid->size[1] - 1.0) / 2.0,
                                              (grid->size[2] - 1.0) / 2.0));
}

static void
follow (RlLink *self,
        guint   leader)
{
  RimVec3 point = rl_session_get_cursor (self->sessions[leader]);

  if (!self->is_linked || self->is_following || !has_images (self))
    return;

  self->is_following = TRUE;
  rl_session_set_cursor (self->sessions[1 - leader],
                         leader == 0 ? rim_vec3_add (point, self->offset)
                                     : rim_vec3_sub (point, self->offset));
  self->is_following = FALSE;
}

static void
cursor_changed_cb (RlLink    *self,
                   RlSession *session)
{
  follow (self, session == self->sessions[0] ? 0 : 1);
}

static void
images_changed_cb (RlLink *self)
{
  self->offset = RIM_VEC3 (0, 0, 0);
  if (has_images (self) && !rl_link_is_same_frame (self))
    self->offset = rim_vec3_sub (get_middle (self->sessions[1]), get_middle (self->sessions[0]));

  follow (self, 0);
}

static gboolean
have_same_unit (RlLink      *self,
                RlLayerKind  kind)
{
  RimVolume *a = rl_session_get_volume (self->sessions[0], kind);
  RimVolume *b = rl_session_get_volume (self->sessions[1], kind);

  return a != NULL && b != NULL && rim_volume_get_unit (a) == rim_volume_get_unit (b);
}

/* Side by side only what looks alike can be compared. */
static void
copy_display (RlLink *self,
              guint   leader)
{
  RlSession *from = self->sessions[leader];
  RlSession *to = self->sessions[1 - leader];

  if (self->is_following || !has_images (self))
    return;

  self->is_following = TRUE;
  for (guint kind = 0; kind < RL_N_LAYERS; kind++)
    if (have_same_unit (self, kind))
      {
        rl_session_set_window (to, kind, rl_session_get_window (from, kind));
        rl_session_set_inverted (to, kind, rl_session_get_inverted (from, kind));
      }
  for (guint look = 0; look < RL_N_LOOKS; look++)
    rl_session_set_colormap (to, look, rl_session_get_colormap (from, look));
  self->is_following = FALSE;
}

static void
display_changed_cb (RlLink    *self,
                    RlSession *session)
{
  copy_display (self, session == self->sessions[0] ? 0 : 1);
}

static void
rl_link_dispose (GObject *object)
{
  RlLink *self = RL_LINK (object);

  g_clear_object (&self->sessions[0]);
  g_clear_object (&self->sessions[1]);

  G_OBJECT_CLASS (rl_link_parent_class)->dispose (object);
}

static void
rl_link_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  if (prop_id == PROP_LINKED)
    g_value_set_boolean (value, rl_link_get_linked (RL_LINK (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_link_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  if (prop_id == PROP_LINKED)
    rl_link_set_linked (RL_LINK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rl_link_class_init (RlLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rl_link_dispose;
  object_class->get_property = rl_link_get_property;
  object_class->set_property = rl_link_set_property;

  properties[PROP_LINKED] =
    g_param_spec_boolean ("linked", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_link_init (RlLink *self)
{
  self->is_linked = TRUE;
}

/* What is drawn on is the study that is read: in the prior the brush looks. */
static gboolean
transform_tool (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      data)
{
  RlTool tool = g_value_get_enum (from);

  g_value_set_enum (to, tool == RL_TOOL_CROSSHAIR ? RL_TOOL_CROSSHAIR : RL_TOOL_WINDOW);

  return TRUE;
}

static void
bind_display (RlLink *self)
{
  static const char *const shared[] = {
    "pet-opacity", "pet-threshold", "swap-layers", "show-contours", "show-text", "show-fill",
    "show-legend", "interpolate", "ct-only", "hide-map",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    g_object_bind_property (self->sessions[0], shared[i], self->sessions[1], shared[i],
                            G_BINDING_SYNC_CREATE);

  g_object_bind_property_full (self->sessions[0], "tool", self->sessions[1], "tool",
                               G_BINDING_SYNC_CREATE, transform_tool, NULL, NULL, NULL);
}

/**
 * rl_link_new:
 * @session: what is read
 * @prior: what it is compared with
 */
RlLink *
rl_link_new (RlSession *session,
             RlSession *prior)
{
  RlLink *self = g_object_new (RL_TYPE_LINK, NULL);

  self->sessions[0] = g_object_ref (session);
  self->sessions[1] = g_object_ref (prior);

  for (guint i = 0; i < 2; i++)
    {
      g_signal_connect_object (self->sessions[i], "images-changed",
                               G_CALLBACK (images_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->sessions[i], "cursor-changed",
                               G_CALLBACK (cursor_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->sessions[i], "display-changed",
                               G_CALLBACK (display_changed_cb), self, G_CONNECT_SWAPPED);
    }
  bind_display (self);

  return self;
}

gboolean
rl_link_get_linked (RlLink *self)
{
  g_return_val_if_fail (RL_IS_LINK (self), FALSE);

  return self->is_linked;
}

/**
 * rl_link_set_linked:
 * @self: a link
 * @linked: whether where one looks the other looks as well
 */
void
rl_link_set_linked (RlLink   *self,
                    gboolean  linked)
{
  g_return_if_fail (RL_IS_LINK (self));

  if (self->is_linked == !!linked)
    return;

  self->is_linked = !!linked;
  follow (self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKED]);
}

/* Returns: from a point of what is read to the same of the prior, LPS mm */
RimVec3
rl_link_get_offset (RlLink *self)
{
  g_return_val_if_fail (RL_IS_LINK (self), RIM_VEC3 (0, 0, 0));

  return self->offset;
}

/**
 * rl_link_here:
 * @self: a link
 *
 * Says that the points where both look now are the same, and links them.
 */
void
rl_link_here (RlLink *self)
{
  g_return_if_fail (RL_IS_LINK (self));

  if (!has_images (self))
    return;

  self->offset = rim_vec3_sub (rl_session_get_cursor (self->sessions[1]),
                               rl_session_get_cursor (self->sessions[0]));
  rl_link_set_linked (self, TRUE);
}

/* Returns: whether both lie in one frame of reference, where positions agree */
gboolean
rl_link_is_same_frame (RlLink *self)
{
  g_return_val_if_fail (RL_IS_LINK (self), FALSE);

  return get_frame (self->sessions[0]) != NULL &&
         g_strcmp0 (get_frame (self->sessions[0]), get_frame (self->sessions[1])) == 0;
}
