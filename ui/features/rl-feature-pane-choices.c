/* rl-feature-pane-choices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-pane-private.h"

#include <glib/gi18n-lib.h>

#include "feature/rim-extract-study.h"
#include "widgets/rl-list-name.h"

enum
{
  PROP_0,
  PROP_IMAGE,
  PROP_VOI,
  PROP_CT_SETTINGS,
  PROP_PET_SETTINGS,
  PROP_FUSED_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
name_lists (RlFeaturePane *self)
{
  rl_list_name_follow (self->image, _("Image"));
  rl_list_name_follow (self->voi, _("Volume of interest"));
  rl_list_name_follow (self->compare, _("Compare with"));
  rl_list_name_follow (self->settings, _("How features are computed"));
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

static void
selected_cb (RlFeaturePane *self)
{
  if (self->is_following)
    return;

  self->wanted_image = rl_feature_pane_get_image (self);
  rl_voi_button_set_voi (self->distances, rl_feature_pane_get_voi (self));
  rl_histogram_view_clear_range (self->histogram);
  rl_feature_pane_update_sources (self);
  notify (self, PROP_IMAGE);
  notify (self, PROP_VOI);
}

static void
how_changed_cb (RlFeaturePane *self)
{
  rl_feature_pane_update_sources (self);
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
  RlFeatureVoi how = *rl_voi_button_get_how (self->distances);

  if (is_study || !is_usual (&study.voi))
    how.voi = study.voi;
  if (is_study || study.fusion.method != RIM_FUSION_WEIGHTED)
    how.fusion = study.fusion.method;

  rl_voi_button_set_how (self->distances, &how);
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

  object_class->set_property = rl_feature_pane_set_property;
  object_class->get_property = rl_feature_pane_get_property;

  properties[PROP_IMAGE] = g_param_spec_string ("image", NULL, NULL, NULL, flags);
  properties[PROP_VOI] = g_param_spec_string ("voi", NULL, NULL, NULL, flags);
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
  };
  const char *images[RIM_N_STUDY_IMAGES];
  const char *vois[RIM_N_VOI_KINDS];

  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    images[i] = rl_study_image_get_title (i);
  for (guint i = 0; i < RIM_N_VOI_KINDS; i++)
    vois[i] = rl_voi_kind_get_title (i);

  fill (self->image, images, RIM_N_STUDY_IMAGES);
  fill (self->voi, vois, RIM_N_VOI_KINDS);
  name_lists (self);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_object (lists[i].object, "notify::selected", lists[i].callback, self,
                             G_CONNECT_SWAPPED);
}
