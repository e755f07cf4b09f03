/* rl-brush.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-brush.h"

#include <glib/gi18n-lib.h>

#include "segment/rim-stroke.h"

G_DEFINE_QUARK (rl-brush-error-quark, rl_brush_error)

struct _RlBrush
{
  RlSession *session;
  RimLesion *lesion;
  RimStroke *stroke;
  gboolean   erase;
};

/* Bright enough on CT, dark enough on inverse grey, told apart by most eyes. */
static const guint8 palette[][3] = {
  { 0xff, 0x5d, 0x5d },
  { 0x2f, 0xc4, 0xa8 },
  { 0xff, 0xa0, 0x2e },
  { 0x6a, 0x9b, 0xff },
  { 0xd9, 0x6a, 0xf0 },
  { 0x9a, 0xc7, 0x3d },
  { 0xff, 0x7a, 0xb8 },
  { 0x38, 0xb6, 0xe8 },
};

static gboolean
is_color_used (RlSession    *session,
               const guint8 *color)
{
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    if (memcmp (rl_session_get_lesion (session, i)->color, color, 3) == 0)
      return TRUE;

  return FALSE;
}

static const guint8 *
choose_color (RlSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    if (!is_color_used (session, palette[i]))
      return palette[i];

  return palette[rl_session_get_n_lesions (session) % G_N_ELEMENTS (palette)];
}

static gboolean
is_name_used (RlSession  *session,
              const char *name)
{
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    if (g_strcmp0 (rl_session_get_lesion (session, i)->name, name) == 0)
      return TRUE;

  return FALSE;
}

static char *
choose_name (RlSession *session)
{
  for (guint number = 1; ; number++)
    {
      g_autofree char *name = g_strdup_printf (_("Lesion %u"), number);

      if (!is_name_used (session, name))
        return g_steal_pointer (&name);
    }
}

static RimLesion *
new_lesion (RlSession *session)
{
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (session));
  g_autoptr(RimMask) mask = rim_mask_new (grid);
  g_autofree char *name = choose_name (session);
  g_autoptr(RimLesion) lesion = rim_lesion_new (name, mask);

  return rim_lesion_with_color (lesion, choose_color (session));
}

static gboolean
check (RlSession  *session,
       RimLesion  *lesion,
       gboolean    erase,
       GError    **error)
{
  if (rl_session_get_base (session) == NULL || rl_session_get_segmentation (session) == NULL)
    g_set_error_literal (error, RL_BRUSH_ERROR, RL_BRUSH_ERROR_NOTHING,
                         _("There is no image to draw on"));
  else if (lesion != NULL && lesion->locked)
    g_set_error (error, RL_BRUSH_ERROR, RL_BRUSH_ERROR_LOCKED,
                 _("“%s” is locked"), lesion->name);
  else if (lesion == NULL && erase)
    g_set_error_literal (error, RL_BRUSH_ERROR, RL_BRUSH_ERROR_NOTHING,
                         _("No lesion is chosen to erase from"));
  else
    return TRUE;

  return FALSE;
}

static void
rl_brush_free (RlBrush *self)
{
  rim_stroke_free (self->stroke);
  rim_lesion_unref (self->lesion);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * rl_brush_begin:
 * @session: what is drawn on
 * @normal: of the plane, LPS
 * @erase: whether voxels are taken away
 * @error: where to put an error
 *
 * Begins a stroke on the active lesion or, where none is active, on a new one.
 *
 * Returns: (transfer full) (nullable): the stroke; end it with
 *   rl_brush_commit() or rl_brush_cancel()
 */
RlBrush *
rl_brush_begin (RlSession  *session,
                RimVec3     normal,
                gboolean    erase,
                GError    **error)
{
  RimStrokeSpec spec = { rl_session_get_brush_radius (session), normal, erase };
  RimLesion *active;
  RlBrush *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  active = rl_session_find_lesion (session, rl_session_get_active_lesion (session));
  if (!check (session, active, erase, error))
    return NULL;

  self = g_new0 (RlBrush, 1);
  self->session = g_object_ref (session);
  self->lesion = active != NULL ? rim_lesion_ref (active) : new_lesion (session);
  self->stroke = rim_stroke_new (self->lesion->mask, &spec);
  self->erase = erase;

  /* Nobody paints what cannot be seen. */
  rl_session_set_show_contours (session, TRUE);
  rl_session_set_lesion_visible (session, self->lesion->id, TRUE);

  return self;
}

/**
 * rl_brush_extend:
 * @self: a stroke
 * @points: (array length=n_points): where the pointer went, LPS mm
 * @n_points: how many
 *
 * Goes on, and shows what the lesion is now.
 */
void
rl_brush_extend (RlBrush       *self,
                 const RimVec3 *points,
                 gsize          n_points)
{
  g_autoptr(RimLesion) lesion = NULL;
  RimBox touched;

  g_return_if_fail (self != NULL);

  if (!rim_stroke_add (self->stroke, points, n_points, &touched))
    return;

  lesion = rim_lesion_with_mask (self->lesion, rim_stroke_get_mask (self->stroke));
  rl_session_set_pending (self->session, lesion);
}

/**
 * rl_brush_commit:
 * @self: (transfer full): a stroke
 *
 * Makes the stroke one edit.
 */
void
rl_brush_commit (RlBrush *self)
{
  g_return_if_fail (self != NULL);

  rl_session_commit_pending (self->session, self->erase ? "eraser" : "brush");
  rl_brush_free (self);
}

/**
 * rl_brush_cancel:
 * @self: (transfer full): a stroke
 *
 * Drops the stroke as if it had never begun.
 */
void
rl_brush_cancel (RlBrush *self)
{
  g_return_if_fail (self != NULL);

  rl_session_set_pending (self->session, NULL);
  rl_brush_free (self);
}
