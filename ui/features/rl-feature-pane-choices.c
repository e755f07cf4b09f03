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

#define LIST_CHARS 12
#define NAME_KEY   "rl-name"

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

/**
 * rl_feature_pane_name_button:
 * @widget: a drop-down or a menu button
 * @name: what it is for
 * @value: (nullable): what is chosen, unless the button says it itself
 *
 * The focus goes to the button inside of @widget, which GTK gives no name.
 */
void
rl_feature_pane_name_button (GtkWidget  *widget,
                             const char *name,
                             const char *value)
{
  GtkWidget *button = gtk_widget_get_first_child (widget);
  g_autofree char *label = g_strdup_printf ("%s: %s", name, value != NULL ? value : "");

  g_strchomp (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
name_list_cb (GtkDropDown *list)
{
  gpointer item = gtk_drop_down_get_selected_item (list);
  const char *name = g_object_get_data (G_OBJECT (list), NAME_KEY);
  g_autofree char *title = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    title = g_strdup (gtk_string_object_get_string (item));
  else if (RL_IS_FEATURE_SOURCE (item))
    title = g_strdup (rl_source_get_title (item));

  rl_feature_pane_name_button (GTK_WIDGET (list), name, title != NULL ? title : "");
}

/* A long name must not make the inspector wider. */
static void
shorten (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (widget), LIST_CHARS);
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_widget_set_hexpand (widget, TRUE);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    shorten (child);
}

/* GTK makes what a list shows when it is about to be seen. */
static void
map_list_cb (GtkWidget *list)
{
  shorten (gtk_widget_get_first_child (list));
}

static void
name_lists (RlFeaturePane *self)
{
  const struct
  {
    GtkDropDown *list;
    const char  *name;
  } lists[] = {
    { self->image, N_("Image") }, { self->voi, N_("Volume of interest") },
    { self->clip, N_("Rim: clipped to") }, { self->fusion, N_("CT and PET: fused as") },
    { self->compare, N_("Compare with") }, { self->settings, N_("How features are computed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_object_set_data (G_OBJECT (lists[i].list), NAME_KEY, (gpointer) _(lists[i].name));
      g_signal_connect (lists[i].list, "notify::selected-item", G_CALLBACK (name_list_cb), NULL);
      name_list_cb (lists[i].list);
      if (gtk_widget_get_hexpand (GTK_WIDGET (lists[i].list)))
        g_signal_connect_after (lists[i].list, "map", G_CALLBACK (map_list_cb), NULL);
    }
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

static char *
dup_distances (const RimVoiSettings *settings,
               RimVoiKind            voi)
{
  gboolean has_rim = voi == RIM_VOI_RIM || voi == RIM_VOI_TUMOUR_AND_RIM;

  if (voi == RIM_VOI_CORE)
    return g_strdup_printf (_("%g mm"), settings->r_in_mm);
  if (has_rim && settings->clip != RIM_VOI_CLIP_NONE)
    return g_strdup_printf ("%g · %s", settings->r_out_mm, _(clip_titles[settings->clip]));
  if (has_rim)
    return g_strdup_printf (_("%g mm"), settings->r_out_mm);

  return g_strdup_printf (_("%g · %g mm"), settings->r_in_mm, settings->r_out_mm);
}

/* The button says what matters for the VOI that is looked at, its tip all. */
static void
update_label (RlFeaturePane *self)
{
  const RimVoiSettings *settings = &self->how.voi;
  g_autofree char *label = dup_distances (settings, rl_feature_pane_get_voi (self));
  g_autofree char *tip =
    g_strdup_printf (_("The core lies deeper than %g mm, the rim reaches %g mm out\n"
                       "Rim clipped to: %s\nCT and PET fused as: %s"),
                     settings->r_in_mm, settings->r_out_mm, _(clip_titles[settings->clip]),
                     _(fusion_titles[self->how.fusion]));

  gtk_menu_button_set_label (self->distances, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->distances), tip);
  rl_feature_pane_name_button (GTK_WIDGET (self->distances), _("Core, rim and fusion"), NULL);
}

static void
selected_cb (RlFeaturePane *self)
{
  if (self->is_following)
    return;

  self->wanted_image = rl_feature_pane_get_image (self);
  update_label (self);
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
  if (is_study || study.fusion.method != RIM_FUSION_WEIGHTED)
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
  name_lists (self);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_object (lists[i].object, "notify::selected", lists[i].callback, self,
                             G_CONNECT_SWAPPED);
}
