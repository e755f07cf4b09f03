/* rl-volume-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-view-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-mip-view.h"
#include "view/rim-plane.h"

static void rl_volume_view_pane_init (RlPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlVolumeView, rl_volume_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RL_TYPE_PANE, rl_volume_view_pane_init))

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  RlVolumeView *self = RL_VOLUME_VIEW (widget);

  if (self->is_sharp && !self->has_moved)
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_gl_area_queue_render (self->area);

  return G_SOURCE_CONTINUE;
}

/* A frame is drawn, and more until it is sharp. */
static void
ask_for_frames (RlVolumeView *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
update_letters (RlVolumeView *self)
{
  RimVec3 right = self->camera.right;
  RimVec3 up = self->camera.up;
  RimVec3 directions[N_LETTERS] = {
    [LETTER_LEFT] = rim_vec3_scale (right, -1),
    [LETTER_RIGHT] = right,
    [LETTER_TOP] = up,
    [LETTER_BOTTOM] = rim_vec3_scale (up, -1),
  };

  for (guint i = 0; i < N_LETTERS; i++)
    {
      char letters[4];

      rim_direction_get_letters (directions[i], letters);
      gtk_label_set_label (self->letters[i], letters);
    }
}

void
rl_volume_view_move (RlVolumeView *self)
{
  self->has_moved = TRUE;
  self->is_sharp = FALSE;
  update_letters (self);
  ask_for_frames (self);
  if (self->narrator != NULL)
    rl_narrator_wake (self->narrator);
}

static void
update_message (RlVolumeView *self)
{
  const char *text = NULL;

  if (self->problem != NULL)
    text = self->problem;
  else if (rl_session_get_base (self->session) == NULL)
    text = _("No image is open");
  else if (rl_volume_scene_get_image (self->scene) == NULL)
    text = _("Preparing 3-D…");

  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
image_changed_cb (RlVolumeView *self)
{
  const RimCoarse *image = rl_volume_scene_get_image (self->scene);

  self->needs_image = TRUE;
  self->needs_preset = TRUE;
  if (image != NULL)
    {
      rl_camera_init (&self->camera, &image->grid);
      rl_camera_zoom (&self->camera, RL_VOLUME_FIRST_ZOOM);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->presets),
                          image != NULL && self->problem == NULL);
  update_message (self);
  rl_volume_view_move (self);
}

static void
meshes_changed_cb (RlVolumeView *self)
{
  self->needs_meshes = TRUE;
  rl_volume_view_move (self);
}

/* The map stands for the lesion that it is of. */
static gboolean
is_seen (RlVolumeView *self,
         RimLesion    *lesion)
{
  const char *active = rl_session_get_active_lesion (self->session);

  if (rl_volume_scene_get_map (self->scene) != NULL && g_strcmp0 (lesion->id, active) == 0)
    return FALSE;

  return rl_session_get_show_contours (self->session) && rl_session_is_lesion_visible (self->session, lesion->id);
}

static void
upload_meshes (RlVolumeView *self)
{
  g_autoptr(GArray) meshes = g_array_new (FALSE, FALSE, sizeof (RlColoredMesh));
  const RlColoredMesh map = { .mesh = rl_volume_scene_get_map (self->scene) };

  if (map.mesh != NULL)
    g_array_append_val (meshes, map);

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimLesion *lesion = rl_session_get_lesion (self->session, i);
      RlColoredMesh mesh = { .mesh = rl_volume_scene_find_mesh (self->scene, lesion->mask) };

      if (mesh.mesh == NULL || !is_seen (self, lesion))
        continue;
      memcpy (mesh.color, lesion->color, sizeof mesh.color);
      g_array_append_val (meshes, mesh);
    }

  rl_volume_renderer_set_meshes (self->renderer, (gconstpointer) meshes->data, meshes->len);
  self->needs_meshes = FALSE;
}

/* What is no CT is seen from its tenth part upwards. */
static void
upload_preset (RlVolumeView *self)
{
  const RimCoarse *image = rl_volume_scene_get_image (self->scene);
  double low, high;

  rl_volume_preset_get_range (self->preset, &low, &high);
  if (image != NULL && rl_volume_scene_get_unit (self->scene) != RIM_UNIT_HU)
    {
      low = image->min + 0.1 * (image->max - image->min);
      high = MAX (image->max, low + 1e-6);
    }

  rl_volume_renderer_set_preset (self->renderer, self->preset, low, high);
  self->needs_preset = FALSE;
}

/* Returns: whether there is more of the image to come */
static gboolean
upload (RlVolumeView *self)
{
  const RimCoarse *image = rl_volume_scene_get_image (self->scene);

  if (self->needs_image)
    rl_volume_renderer_set_image (self->renderer, image);
  self->needs_image = FALSE;
  if (self->needs_preset)
    upload_preset (self);
  if (self->needs_meshes)
    upload_meshes (self);

  return image != NULL && rl_volume_renderer_upload (self->renderer, image);
}

static gboolean
render_cb (RlVolumeView *self,
           GdkGLContext *context)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  guint width = (guint) MAX (1, gtk_widget_get_width (GTK_WIDGET (self->area)) * scale);
  guint height = (guint) MAX (1, gtk_widget_get_height (GTK_WIDGET (self->area)) * scale);
  gboolean is_coming;

  if (self->renderer == NULL)
    return FALSE;

  is_coming = upload (self);
  self->is_sharp = !rl_volume_renderer_draw (self->renderer, &self->camera, width, height,
                                             self->has_moved) && !is_coming;
  self->has_moved = is_coming;

  return TRUE;
}

/* Without OpenGL there is still the engine's own projection of PET. */
static void
fail (RlVolumeView *self,
      const GError *error)
{
  GtkWidget *projection = rl_mip_view_new (self->jobs, self->session);

  g_free (self->problem);
  self->problem = g_strdup_printf (_("3-D needs OpenGL; this is the projection of PET. (%s)"),
                                   error->message);
  self->is_sharp = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->area), FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), projection);
  gtk_widget_set_valign (GTK_WIDGET (self->message), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->presets), FALSE);
  update_message (self);
}

static void
realize_cb (RlVolumeView *self)
{
  g_autoptr(GError) error = NULL;
  GdkGLContext *context;

  gtk_gl_area_make_current (self->area);
  if (gtk_gl_area_get_error (self->area) != NULL)
    {
      fail (self, gtk_gl_area_get_error (self->area));
      return;
    }

  context = gtk_gl_area_get_context (self->area);
  self->renderer = rl_volume_renderer_new (gdk_gl_context_get_use_es (context), &error);
  if (self->renderer == NULL)
    fail (self, error);

  self->needs_image = TRUE;
  self->needs_meshes = TRUE;
  self->needs_preset = TRUE;
}

static void
unrealize_cb (RlVolumeView *self)
{
  gtk_gl_area_make_current (self->area);
  g_clear_pointer (&self->renderer, rl_volume_renderer_free);
}

static void
resize_cb (RlVolumeView *self)
{
  rl_volume_view_move (self);
}

static void
preset_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlVolumeView *self = RL_VOLUME_VIEW (widget);
  const RlVolumePreset *preset = rl_volume_presets_find (g_variant_get_string (param, NULL));

  if (preset == NULL)
    return;

  self->preset = preset;
  self->needs_preset = TRUE;
  gtk_menu_button_set_label (self->presets, rl_volume_preset_get_name (preset));
  rl_volume_view_move (self);
}

static void
look_from_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  RlVolumeView *self = RL_VOLUME_VIEW (widget);

  if (rl_camera_look_from (&self->camera, g_variant_get_string (param, NULL)[0]))
    rl_volume_view_move (self);
}

static RlSession *
rl_volume_view_get_session (RlPane *pane)
{
  return RL_VOLUME_VIEW (pane)->session;
}

static RlLayerKind
rl_volume_view_get_layer (RlPane *pane)
{
  RlSession *session = RL_VOLUME_VIEW (pane)->session;

  return rl_session_get_volume (session, RL_LAYER_CT) != NULL ? RL_LAYER_CT : RL_LAYER_PET;
}

static void
rl_volume_view_set_active (RlPane   *pane,
                           gboolean  active)
{
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (pane), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (pane), "active");
}

static gboolean
rl_volume_view_get_position (RlPane *pane,
                             guint  *index,
                             guint  *n)
{
  return FALSE;
}

/* Letters say from where, as those at the edges do. */
static char *
rl_volume_view_describe (RlPane *pane)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);
  char from[4];

  if (self->problem != NULL || rl_volume_scene_get_image (self->scene) == NULL)
    return g_strdup (gtk_label_get_label (self->message));

  rim_direction_get_letters (rim_vec3_scale (self->camera.forward, -1), from);

  return g_strdup_printf (_("%s, seen from %s"), rl_volume_preset_get_name (self->preset), from);
}

static void
rl_volume_view_pane_init (RlPaneInterface *iface)
{
  iface->describe = rl_volume_view_describe;
  iface->get_session = rl_volume_view_get_session;
  iface->get_layer = rl_volume_view_get_layer;
  iface->set_active = rl_volume_view_set_active;
  iface->get_position = rl_volume_view_get_position;
  rl_volume_view_hand_init (iface);
}

static void
rl_volume_view_map (GtkWidget *widget)
{
  RlVolumeView *self = RL_VOLUME_VIEW (widget);

  GTK_WIDGET_CLASS (rl_volume_view_parent_class)->map (widget);
  rl_volume_scene_set_active (self->scene, self->problem == NULL);
  rl_volume_view_move (self);
}

static void
rl_volume_view_unmap (GtkWidget *widget)
{
  RlVolumeView *self = RL_VOLUME_VIEW (widget);

  rl_volume_scene_set_active (self->scene, FALSE);
  GTK_WIDGET_CLASS (rl_volume_view_parent_class)->unmap (widget);
}

static void
rl_volume_view_dispose (GObject *object)
{
  RlVolumeView *self = RL_VOLUME_VIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_object (&self->narrator);
  g_clear_object (&self->gestures);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->scene);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (rl_volume_view_parent_class)->dispose (object);
}

static void
rl_volume_view_class_init (RlVolumeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_volume_view_dispose;
  widget_class->map = rl_volume_view_map;
  widget_class->unmap = rl_volume_view_unmap;

  gtk_widget_class_install_action (widget_class, "volume.preset", "s", preset_action);
  gtk_widget_class_install_action (widget_class, "volume.look-from", "s", look_from_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  rl_pane_class_add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "volumeview");
}

static void
add_label (RlVolumeView *self,
           GtkLabel    **place,
           GtkAlign      halign,
           GtkAlign      valign)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_widget_set_halign (label, halign);
  gtk_widget_set_valign (label, valign);
  gtk_widget_set_can_target (label, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), label);
  *place = GTK_LABEL (label);
}

static void
add_labels (RlVolumeView *self)
{
  add_label (self, &self->letters[LETTER_LEFT], GTK_ALIGN_START, GTK_ALIGN_CENTER);
  add_label (self, &self->letters[LETTER_RIGHT], GTK_ALIGN_END, GTK_ALIGN_CENTER);
  add_label (self, &self->letters[LETTER_TOP], GTK_ALIGN_CENTER, GTK_ALIGN_START);
  add_label (self, &self->letters[LETTER_BOTTOM], GTK_ALIGN_CENTER, GTK_ALIGN_END);
  add_label (self, &self->message, GTK_ALIGN_CENTER, GTK_ALIGN_CENTER);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_justify (self->message, GTK_JUSTIFY_CENTER);
}

static GMenuModel *
make_menu (void)
{
  static const char *const sides[][2] = {
    { "A", N_("From the front") }, { "P", N_("From behind") }, { "L", N_("From the left") },
    { "R", N_("From the right") }, { "H", N_("From above") }, { "F", N_("From below") },
  };
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) presets = g_menu_new ();
  g_autoptr(GMenu) looks = g_menu_new ();

  for (guint i = 0; i < rl_volume_presets_get_n (); i++)
    {
      const RlVolumePreset *preset = rl_volume_presets_get (i);
      g_autofree char *action = g_strdup_printf ("volume.preset('%s')", rl_volume_preset_get_id (preset));

      g_menu_append (presets, rl_volume_preset_get_name (preset), action);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *action = g_strdup_printf ("volume.look-from('%s')", sides[i][0]);

      g_menu_append (looks, _(sides[i][1]), action);
    }

  g_menu_append_section (menu, NULL, G_MENU_MODEL (presets));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));

  return G_MENU_MODEL (menu);
}

static void
add_presets (RlVolumeView *self)
{
  g_autoptr(GMenuModel) menu = make_menu ();
  GtkWidget *button = gtk_menu_button_new ();

  self->presets = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_menu_model (self->presets, menu);
  gtk_menu_button_set_label (self->presets, rl_volume_preset_get_name (self->preset));
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), button);
}

static void
rl_volume_view_init (RlVolumeView *self)
{
  self->preset = rl_volume_presets_get (0);
  self->camera.radius = 1;
  self->camera.zoom = 1;
  rl_camera_look_from (&self->camera, 'A');

  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  self->area = GTK_GL_AREA (gtk_gl_area_new ());
  gtk_gl_area_set_required_version (self->area, 3, 3);
  gtk_gl_area_set_auto_render (self->area, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->area));
  g_signal_connect_object (self->area, "realize", G_CALLBACK (realize_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area, "unrealize", G_CALLBACK (unrealize_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->area, "resize", G_CALLBACK (resize_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (resize_cb), NULL);
  g_signal_connect_object (self->area, "render", G_CALLBACK (render_cb), self, G_CONNECT_SWAPPED);

  add_labels (self);
  add_presets (self);
  rl_volume_view_add_controllers (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("3-D"), -1);
}

/**
 * rl_volume_view_new:
 * @jobs: for the workers
 * @session: what is shown
 *
 * Returns: a view
 */
GtkWidget *
rl_volume_view_new (RlJobs    *jobs,
                    RlSession *session)
{
  RlVolumeView *self = g_object_new (RL_TYPE_VOLUME_VIEW, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->scene = rl_volume_scene_new (jobs, session);
  g_signal_connect_object (self->scene, "image-changed", G_CALLBACK (image_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "meshes-changed", G_CALLBACK (meshes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "display-changed", G_CALLBACK (meshes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->narrator = rl_narrator_new (RL_PANE (self));
  update_letters (self);
  update_message (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): from where it is looked at */
const RlCamera *
rl_volume_view_get_camera (RlVolumeView *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_VIEW (self), NULL);

  return &self->camera;
}

const char *
rl_volume_view_get_preset (RlVolumeView *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_VIEW (self), NULL);

  return rl_volume_preset_get_id (self->preset);
}

/* Returns: (nullable): why nothing can be shown */
const char *
rl_volume_view_get_problem (RlVolumeView *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_VIEW (self), NULL);

  return self->problem;
}

/* Returns: whether all is there and the picture is as fine as it gets */
gboolean
rl_volume_view_is_sharp (RlVolumeView *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_VIEW (self), FALSE);

  return self->is_sharp && !self->has_moved && !rl_volume_scene_is_busy (self->scene) &&
         rl_volume_scene_get_image (self->scene) != NULL;
}
