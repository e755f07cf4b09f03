/* rl-feature-pane-choices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>

#include "feature/rim-extract-study.h"

#define MIN_MM 0.5
#define MAX_MM 50.0

enum
{
  PROP_0,
  PROP_IMAGE,
  PROP_VOI,
  PROP_CORE_DEPTH,
  PROP_RIM_REACH,
  PROP_RIM_INSIDE,
  PROP_RIM_CLIP,
  PROP_FUSION,
  PROP_CT_SETTINGS,
  PROP_PET_SETTINGS,
  PROP_FUSED_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *const clip_titles[RIM_N_VOI_CLIPS] = {
  [RIM_VOI_CLIP_NONE] = N_("Not clipped"),
  [RIM_VOI_CLIP_BODY] = N_("Body"),
  [RIM_VOI_CLIP_LUNG] = N_("Lungs"),
};

static const char *const fusion_titles[RIM_N_FUSION_METHODS] = {
  [RIM_FUSION_WEIGHTED] = N_("Weighted sum"),
  [RIM_FUSION_WAVELET] = N_("Wavelet bands"),
  [RIM_FUSION_DIVERGENCE] = N_("KL divergence"),
};

/* Returns: what is chosen; where a list has nothing chosen, its last */
RimStudyImage
rl_feature_pane_get_image (RlFeaturePane *self)
{
  return MIN (gtk_drop_down_get_selected (self->image), RIM_N_STUDY_IMAGES - 1);
}

void
rl_feature_pane_set_image (RlFeaturePane *self,
                           RimStudyImage  image)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  gtk_drop_down_set_selected (self->image, image);
}

RimVoiKind
rl_feature_pane_get_voi (RlFeaturePane *self)
{
  return MIN (gtk_drop_down_get_selected (self->voi), RIM_N_VOI_KINDS - 1);
}

void
rl_feature_pane_set_voi (RlFeaturePane *self,
                         RimVoiKind     voi)
{
  g_return_if_fail (RL_IS_FEATURE_PANE (self));

  gtk_drop_down_set_selected (self->voi, voi);
}

static void
notify (RlFeaturePane *self,
        guint          property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
rl_feature_pane_notify_settings (RlFeaturePane *self,
                                 RimStudyImage  image)
{
  notify (self, PROP_CT_SETTINGS + image);
}

/* What the button says of core, rim and fused image. */
static void
update_label (RlFeaturePane *self)
{
  const RimVoiSettings *voi = &self->how.voi;
  g_autofree char *distances = g_strdup_printf (_("%g · %g mm"), voi->r_in_mm, voi->r_out_mm);
  g_autofree char *label = voi->clip == RIM_VOI_CLIP_NONE
                           ? g_strdup (distances)
                           : g_strdup_printf ("%s · %s", distances, _(clip_titles[voi->clip]));

  gtk_menu_button_set_label (self->distances, label);
}

static void
selected_cb (RlFeaturePane *self)
{
  if (self->is_following)
    return;

  self->wanted_image = rl_feature_pane_get_image (self);
  rl_histogram_view_clear_range (self->histogram);
  rl_feature_pane_update_sources (self);
  notify (self, PROP_IMAGE);
  notify (self, PROP_VOI);
}

static void
how_changed_cb (RlFeaturePane *self)
{
  if (self->is_following)
    return;

  self->how.voi.r_in_mm = gtk_spin_button_get_value (self->r_in);
  self->how.voi.r_out_mm = gtk_spin_button_get_value (self->r_out);
  self->how.voi.rim_inside = gtk_check_button_get_active (self->rim_inside);
  self->how.voi.clip = MIN (gtk_drop_down_get_selected (self->clip), RIM_N_VOI_CLIPS - 1);
  self->how.fusion = MIN (gtk_drop_down_get_selected (self->fusion), RIM_N_FUSION_METHODS - 1);
  update_label (self);
  rl_feature_pane_update_sources (self);
  for (guint i = PROP_CORE_DEPTH; i <= PROP_FUSION; i++)
    notify (self, i);
}

static void
show_how (RlFeaturePane      *self,
          const RlFeatureVoi *how)
{
  self->is_following = TRUE;
  gtk_spin_button_set_value (self->r_in, how->voi.r_in_mm);
  gtk_spin_button_set_value (self->r_out, how->voi.r_out_mm);
  gtk_check_button_set_active (self->rim_inside, how->voi.rim_inside);
  gtk_drop_down_set_selected (self->clip, how->voi.clip);
  gtk_drop_down_set_selected (self->fusion, how->fusion);
  self->is_following = FALSE;
  how_changed_cb (self);
}

static gboolean
is_usual (const RimVoiSettings *voi)
{
  const RimVoiSettings usual = RIM_VOI_SETTINGS_DEFAULT;

  return voi->r_in_mm == usual.r_in_mm && voi->r_out_mm == usual.r_out_mm &&
         voi->rim_inside == usual.rim_inside && voi->clip == usual.clip;
}

/**
 * rl_feature_pane_adopt:
 * @self: a pane
 * @settings: settings that the user has chosen
 *
 * Takes what they say of core, rim and fused image, if anything.
 */
void
rl_feature_pane_adopt (RlFeaturePane *self,
                       RimSettings   *settings)
{
  RimStudySettings study;
  gboolean is_study = rim_settings_get_study (settings, &study);
  RlFeatureVoi how = self->how;

  if (is_study || !is_usual (&study.voi))
    how.voi = study.voi;
  if (is_study || rl_feature_pane_get_image (self) == RIM_STUDY_IMAGE_FUSED)
    how.fusion = study.fusion.method;

  show_how (self, &how);
}

static void
set_image_id (RlFeaturePane *self,
              const char    *id)
{
  RimStudyImage image;

  if (!rim_study_image_from_id (id, &image) || image == self->wanted_image)
    return;

  self->wanted_image = image;
  gtk_drop_down_set_selected (self->image, image);
}

static void
set_voi_id (RlFeaturePane *self,
            const char    *id)
{
  RimVoiKind voi;

  if (rim_voi_kind_from_id (id, &voi))
    gtk_drop_down_set_selected (self->voi, voi);
}

static void
set_clip_id (RlFeaturePane *self,
             const char    *id)
{
  RimVoiClip clip;

  if (rim_voi_clip_from_id (id, &clip))
    gtk_drop_down_set_selected (self->clip, clip);
}

static void
set_fusion_id (RlFeaturePane *self,
               const char    *id)
{
  RimFusionMethod method;

  if (rim_fusion_method_from_id (id, &method))
    gtk_drop_down_set_selected (self->fusion, method);
}

static void
set_settings_name (RlFeaturePane *self,
                   RimStudyImage  image,
                   const char    *name)
{
  if (name != NULL && *name != '\0' &&
      g_strcmp0 (name, rl_feature_pane_get_settings_name (self, image)) != 0)
    rl_feature_pane_read_settings (self, image, name, FALSE);
}

static void
rl_feature_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  RlFeaturePane *self = RL_FEATURE_PANE (object);

  switch (prop_id)
    {
    case PROP_IMAGE:
      set_image_id (self, g_value_get_string (value));
      break;

    case PROP_VOI:
      set_voi_id (self, g_value_get_string (value));
      break;

    case PROP_CORE_DEPTH:
      gtk_spin_button_set_value (self->r_in, g_value_get_double (value));
      break;

    case PROP_RIM_REACH:
      gtk_spin_button_set_value (self->r_out, g_value_get_double (value));
      break;

    case PROP_RIM_INSIDE:
      gtk_check_button_set_active (self->rim_inside, g_value_get_boolean (value));
      break;

    case PROP_RIM_CLIP:
      set_clip_id (self, g_value_get_string (value));
      break;

    case PROP_FUSION:
      set_fusion_id (self, g_value_get_string (value));
      break;

    case PROP_CT_SETTINGS:
    case PROP_PET_SETTINGS:
    case PROP_FUSED_SETTINGS:
      set_settings_name (self, prop_id - PROP_CT_SETTINGS, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_feature_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RlFeaturePane *self = RL_FEATURE_PANE (object);

  switch (prop_id)
    {
    case PROP_IMAGE:
      g_value_set_string (value, rim_study_image_get_id (self->wanted_image));
      break;

    case PROP_VOI:
      g_value_set_string (value, rim_voi_kind_get_id (rl_feature_pane_get_voi (self)));
      break;

    case PROP_CORE_DEPTH:
      g_value_set_double (value, self->how.voi.r_in_mm);
      break;

    case PROP_RIM_REACH:
      g_value_set_double (value, self->how.voi.r_out_mm);
      break;

    case PROP_RIM_INSIDE:
      g_value_set_boolean (value, self->how.voi.rim_inside);
      break;

    case PROP_RIM_CLIP:
      g_value_set_string (value, rim_voi_clip_get_id (self->how.voi.clip));
      break;

    case PROP_FUSION:
      g_value_set_string (value, rim_fusion_method_get_id (self->how.fusion));
      break;

    case PROP_CT_SETTINGS:
    case PROP_PET_SETTINGS:
    case PROP_FUSED_SETTINGS:
      g_value_set_string (value, rl_feature_pane_get_settings_name (self, prop_id - PROP_CT_SETTINGS));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

void
rl_feature_pane_class_install_choices (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const RimVoiSettings usual = RIM_VOI_SETTINGS_DEFAULT;

  object_class->set_property = rl_feature_pane_set_property;
  object_class->get_property = rl_feature_pane_get_property;

  properties[PROP_IMAGE] = g_param_spec_string ("image", NULL, NULL, NULL, flags);
  properties[PROP_VOI] = g_param_spec_string ("voi", NULL, NULL, NULL, flags);
  properties[PROP_CORE_DEPTH] =
    g_param_spec_double ("core-depth", NULL, NULL, MIN_MM, MAX_MM, usual.r_in_mm, flags);
  properties[PROP_RIM_REACH] =
    g_param_spec_double ("rim-reach", NULL, NULL, MIN_MM, MAX_MM, usual.r_out_mm, flags);
  properties[PROP_RIM_INSIDE] = g_param_spec_boolean ("rim-inside", NULL, NULL, FALSE, flags);
  properties[PROP_RIM_CLIP] = g_param_spec_string ("rim-clip", NULL, NULL, NULL, flags);
  properties[PROP_FUSION] = g_param_spec_string ("fusion", NULL, NULL, NULL, flags);
  properties[PROP_CT_SETTINGS] = g_param_spec_string ("ct-settings", NULL, NULL, NULL, flags);
  properties[PROP_PET_SETTINGS] = g_param_spec_string ("pet-settings", NULL, NULL, NULL, flags);
  properties[PROP_FUSED_SETTINGS] = g_param_spec_string ("fused-settings", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

void
rl_feature_pane_class_bind_choices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, image);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, voi);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, distances);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, r_in);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, r_out);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, rim_inside);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, clip);
  gtk_widget_class_bind_template_child (widget_class, RlFeaturePane, fusion);
  gtk_widget_class_bind_template_callback (widget_class, how_changed_cb);
}

static void
fill (GtkDropDown       *list,
      const char *const *titles,
      guint              n)
{
  g_autoptr(GtkStringList) strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (strings, _(titles[i]));
  gtk_drop_down_set_model (list, G_LIST_MODEL (strings));
}

void
rl_feature_pane_set_up_choices (RlFeaturePane *self)
{
  const struct
  {
    gpointer  object;
    GCallback callback;
  } lists[] = {
    { self->image, G_CALLBACK (selected_cb) }, { self->voi, G_CALLBACK (selected_cb) },
    { self->clip, G_CALLBACK (how_changed_cb) }, { self->fusion, G_CALLBACK (how_changed_cb) },
  };
  const char *images[RIM_N_STUDY_IMAGES];
  const char *vois[RIM_N_VOI_KINDS];

  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    images[i] = rl_study_image_get_title (i);
  for (guint i = 0; i < RIM_N_VOI_KINDS; i++)
    vois[i] = rl_voi_kind_get_title (i);

  fill (self->image, images, RIM_N_STUDY_IMAGES);
  fill (self->voi, vois, RIM_N_VOI_KINDS);
  fill (self->clip, clip_titles, RIM_N_VOI_CLIPS);
  fill (self->fusion, fusion_titles, RIM_N_FUSION_METHODS);
  update_label (self);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_object (lists[i].object, "notify::selected", lists[i].callback, self,
                             G_CONNECT_SWAPPED);
}
