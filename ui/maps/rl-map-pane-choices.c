/* rl-map-pane-choices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-pane-private.h"

#include <glib/gi18n-lib.h>

#include "feature/rim-extract-study.h"
#include "feature/rim-extract-voxels.h"
#include "feature/rim-image-title.h"
#include "features/rl-feature-source.h"
#include "widgets/rl-list-name.h"

#define RECIPE "maps"

enum
{
  PROP_0,
  PROP_IMAGE,
  PROP_VOI,
  PROP_FILTER,
  PROP_RADIUS,
  PROP_FLAT,
  PROP_MASKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static RimStudyImage
get_image (RlMapPane *self)
{
  return MIN (gtk_drop_down_get_selected (self->image), RIM_N_STUDY_IMAGES - 1);
}

static RimVoiKind
get_voi (RlMapPane *self)
{
  return MIN (gtk_drop_down_get_selected (self->voi), RIM_N_VOI_KINDS - 1);
}

static RimSettings *
make_settings (RlMapPane *self)
{
  RimStudyImage image = get_image (self);
  RimSettingWindows windows = self->windows;
  g_autoptr(RimSettings) of_image = rim_settings_for_study_image (self->base, image);

  windows.bin_width = self->bin_widths[image];
  windows.bin_count = self->bin_counts[image];

  return rim_settings_with_windows (of_image, &windows);
}

/* Some features have maps of the image before filters alone. */
static gboolean
can_be_filtered (const char *feature_name)
{
  RimMapFeature feature;

  return feature_name == NULL || !rim_map_feature_find (feature_name, &feature, NULL) ||
         rim_map_feature_is_of (&feature, "gradient");
}

/**
 * rl_map_pane_dup_choice:
 * @self: a pane
 *
 * Returns: (transfer full): what is chosen; its features are none where there is no map
 */
RlMapChoice *
rl_map_pane_dup_choice (RlMapPane *self)
{
  const char *feature;
  g_autoptr(GStrvBuilder) features = NULL;
  g_auto(GStrv) more = NULL;
  RlMapChoice *choice;

  g_return_val_if_fail (RL_IS_MAP_PANE (self), NULL);

  features = g_strv_builder_new ();
  feature = rl_map_chooser_get_feature (self->chooser);
  more = rl_map_multiples_dup_wanted (self->multiples);
  if (feature != NULL)
    {
      g_strv_builder_add (features, feature);
      g_strv_builder_addv (features, (const char **) more);
    }
  choice = g_new0 (RlMapChoice, 1);
  choice->image = get_image (self);
  choice->voi = get_voi (self);
  choice->how = *rl_voi_button_get_how (self->distances);
  choice->filter = g_strdup (can_be_filtered (feature) ? self->filter : "original");
  choice->features = g_strv_builder_end (features);
  choice->settings = make_settings (self);

  return choice;
}

/* Has the maker make what is chosen. */
void
rl_map_pane_choose (RlMapPane *self)
{
  const char *feature = rl_map_chooser_get_feature (self->chooser);
  g_autoptr(RlMapChoice) choice = NULL;

  if (feature != NULL)
    choice = rl_map_pane_dup_choice (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filter_list), can_be_filtered (feature));
  rl_map_maker_set_choice (self->maker, choice);
  rl_map_multiples_lay_out (self->multiples);
  if (self->twin != NULL)
    rl_map_twin_update (self->twin);
}

static void
notify (RlMapPane *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static RimVolume *
get_volume (RlMapPane *self)
{
  return rl_session_get_volume (self->session,
                                get_image (self) == RIM_STUDY_IMAGE_PET ? RL_LAYER_PET : RL_LAYER_CT);
}

static void
select_filter (RlMapPane *self)
{
  guint found = 0;

  for (guint i = 0; self->filters[i] != NULL; i++)
    if (g_strcmp0 (self->filters[i], self->filter) == 0)
      found = i;
  gtk_drop_down_set_selected (self->filter_list, found);
}

/* Which filters there are depends on how many voxels there are. */
static void
fill_filters (RlMapPane *self)
{
  static const char *const only[] = { "original", NULL };
  RimVolume *volume = get_volume (self);
  g_autoptr(RimSettings) settings = make_settings (self);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  char **filters = volume != NULL ? rim_extract_list_voxel_images (settings, rim_volume_get_grid (volume))
                                  : g_strdupv ((char **) only);

  if (self->filters == NULL || !g_strv_equal ((const char *const *) filters, (const char *const *) self->filters))
    {
      for (guint i = 0; filters[i] != NULL; i++)
        {
          g_autofree char *title = rim_image_title_new (filters[i]);

          gtk_string_list_append (titles, title);
        }
      gtk_drop_down_set_model (self->filter_list, G_LIST_MODEL (titles));
    }
  g_strfreev (self->filters);
  self->filters = filters;
  select_filter (self);
}

static void
show_bins (RlMapPane *self)
{
  RimStudyImage image = get_image (self);
  gboolean is_counted = self->bin_counts[image] > 0;

  gtk_drop_down_set_selected (self->binning, is_counted);
  gtk_widget_set_visible (GTK_WIDGET (self->bin_width), !is_counted);
  gtk_widget_set_visible (GTK_WIDGET (self->bin_count), is_counted);
  gtk_spin_button_set_value (self->bin_width, self->bin_widths[image]);
  if (is_counted)
    gtk_spin_button_set_value (self->bin_count, self->bin_counts[image]);
}

/* Shows what belongs to the images that are open and to the one that is chosen. */
void
rl_map_pane_follow_images (RlMapPane *self)
{
  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->image, rl_study_image_find_shown (self->session, self->wanted_image));
  fill_filters (self);
  show_bins (self);
  self->is_following = FALSE;
  rl_map_pane_choose (self);
}

static void
image_cb (RlMapPane *self)
{
  if (self->is_following)
    return;

  self->wanted_image = get_image (self);
  rl_map_pane_follow_images (self);
  notify (self, PROP_IMAGE);
}

static void
voi_cb (RlMapPane *self)
{
  if (self->is_following)
    return;

  rl_voi_button_set_voi (self->distances, get_voi (self));
  rl_map_pane_choose (self);
  notify (self, PROP_VOI);
}

static void
set_filter (RlMapPane  *self,
            const char *filter)
{
  char *copy;

  if (g_strcmp0 (self->filter, filter) == 0)
    return;

  copy = g_strdup (filter);
  g_free (self->filter);
  self->filter = copy;
  rl_map_pane_choose (self);
  notify (self, PROP_FILTER);
}

static void
filter_cb (RlMapPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter_list);

  if (!self->is_following && selected < g_strv_length (self->filters))
    set_filter (self, self->filters[selected]);
}

static void
windows_cb (RlMapPane *self)
{
  const RimSettingWindows before = self->windows;

  if (self->is_following)
    return;

  self->windows.radius = (guint) gtk_spin_button_get_value_as_int (self->radius);
  self->windows.is_flat = gtk_drop_down_get_selected (self->shape) == 1;
  self->windows.is_masked = gtk_check_button_get_active (self->masked);
  rl_map_pane_choose (self);
  if (before.radius != self->windows.radius)
    notify (self, PROP_RADIUS);
  if (before.is_flat != self->windows.is_flat)
    notify (self, PROP_FLAT);
  if (before.is_masked != self->windows.is_masked)
    notify (self, PROP_MASKED);
}

static void
bins_cb (RlMapPane *self)
{
  RimStudyImage image = get_image (self);
  gboolean is_counted = gtk_drop_down_get_selected (self->binning) == 1;

  if (self->is_following)
    return;

  self->bin_counts[image] = is_counted ? (guint) gtk_spin_button_get_value_as_int (self->bin_count) : 0;
  self->bin_widths[image] = gtk_spin_button_get_value (self->bin_width);
  self->is_following = TRUE;
  show_bins (self);
  self->is_following = FALSE;
  rl_map_pane_choose (self);
}

static void
show_windows (RlMapPane *self)
{
  self->is_following = TRUE;
  gtk_spin_button_set_value (self->radius, self->windows.radius);
  gtk_drop_down_set_selected (self->shape, self->windows.is_flat);
  gtk_check_button_set_active (self->masked, self->windows.is_masked);
  self->is_following = FALSE;
}

static void
set_image_id (RlMapPane  *self,
              const char *id)
{
  RimStudyImage image;

  if (!rim_study_image_from_id (id, &image) || image == self->wanted_image)
    return;

  self->wanted_image = image;
  rl_map_pane_follow_images (self);
  notify (self, PROP_IMAGE);
}

static void
set_voi_id (RlMapPane  *self,
            const char *id)
{
  RimVoiKind voi;

  if (rim_voi_kind_from_id (id, &voi))
    gtk_drop_down_set_selected (self->voi, voi);
}

static void
rl_map_pane_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  RlMapPane *self = RL_MAP_PANE (object);

  switch (prop_id)
    {
    case PROP_IMAGE:
      set_image_id (self, g_value_get_string (value));
      break;

    case PROP_VOI:
      set_voi_id (self, g_value_get_string (value));
      break;

    case PROP_FILTER:
      set_filter (self, g_value_get_string (value));
      self->is_following = TRUE;
      select_filter (self);
      self->is_following = FALSE;
      break;

    case PROP_RADIUS:
      gtk_spin_button_set_value (self->radius, g_value_get_uint (value));
      break;

    case PROP_FLAT:
      gtk_drop_down_set_selected (self->shape, g_value_get_boolean (value));
      break;

    case PROP_MASKED:
      gtk_check_button_set_active (self->masked, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_map_pane_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RlMapPane *self = RL_MAP_PANE (object);

  switch (prop_id)
    {
    case PROP_IMAGE:
      g_value_set_string (value, rim_study_image_get_id (self->wanted_image));
      break;

    case PROP_VOI:
      g_value_set_string (value, rim_voi_kind_get_id (get_voi (self)));
      break;

    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;

    case PROP_RADIUS:
      g_value_set_uint (value, self->windows.radius);
      break;

    case PROP_FLAT:
      g_value_set_boolean (value, self->windows.is_flat);
      break;

    case PROP_MASKED:
      g_value_set_boolean (value, self->windows.is_masked);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

void
rl_map_pane_class_install_choices (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = rl_map_pane_set_property;
  object_class->get_property = rl_map_pane_get_property;

  properties[PROP_IMAGE] = g_param_spec_string ("image", NULL, NULL, NULL, flags);
  properties[PROP_VOI] = g_param_spec_string ("voi", NULL, NULL, NULL, flags);
  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL, flags);
  properties[PROP_RADIUS] = g_param_spec_uint ("radius", NULL, NULL, 1, RIM_MAP_MAX_RADIUS, 1, flags);
  properties[PROP_FLAT] = g_param_spec_boolean ("flat", NULL, NULL, FALSE, flags);
  properties[PROP_MASKED] = g_param_spec_boolean ("masked", NULL, NULL, TRUE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

void
rl_map_pane_class_bind_choices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, image);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, voi);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, distances);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, filter_list);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, radius);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, shape);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, masked);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, binning);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, bin_width);
  gtk_widget_class_bind_template_child (widget_class, RlMapPane, bin_count);
  gtk_widget_class_bind_template_callback (widget_class, bins_cb);
  gtk_widget_class_bind_template_callback (widget_class, rl_map_pane_choose);
  gtk_widget_class_bind_template_callback (widget_class, windows_cb);
}

static void
fill (GtkDropDown *list,
      guint        n,
      const char *(*get_title)(guint i))
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles, get_title (i));
  gtk_drop_down_set_model (list, G_LIST_MODEL (titles));
}

static const char *
get_image_title (guint i)
{
  return rl_study_image_get_title (i);
}

static const char *
get_voi_title (guint i)
{
  return rl_voi_kind_get_title (i);
}

static const char *
get_shape_title (guint i)
{
  return i == 0 ? _("3-D") : _("2-D");
}

static const char *
get_binning_title (guint i)
{
  return i == 0 ? _("Bins of width") : _("Number of bins");
}

static void
set_up_base (RlMapPane *self)
{
  g_autoptr(GError) error = NULL;

  self->base = rim_settings_load (RECIPE, &error);
  if (self->base == NULL)
    g_error ("%s", error->message);

  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    {
      g_autoptr(RimSettings) of_image = rim_settings_for_study_image (self->base, i);

      rim_settings_get_windows (of_image, &self->windows);
      self->bin_widths[i] = self->windows.bin_width;
    }
}

void
rl_map_pane_set_up_choices (RlMapPane *self)
{
  const struct
  {
    GtkDropDown *list;
    const char  *name;
    GCallback    callback;
  } lists[] = {
    { self->image, _("Image"), G_CALLBACK (image_cb) },
    { self->voi, _("Volume of interest"), G_CALLBACK (voi_cb) },
    { self->filter_list, _("Filter"), G_CALLBACK (filter_cb) },
    { self->shape, _("Shape of windows"), G_CALLBACK (windows_cb) },
    { self->binning, _("Bins"), G_CALLBACK (bins_cb) },
  };

  set_up_base (self);
  self->filter = g_strdup ("original");
  fill (self->image, RIM_N_STUDY_IMAGES, get_image_title);
  fill (self->voi, RIM_N_VOI_KINDS, get_voi_title);
  fill (self->shape, 2, get_shape_title);
  fill (self->binning, 2, get_binning_title);
  show_windows (self);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      rl_list_name_follow (lists[i].list, lists[i].name);
      g_signal_connect_object (lists[i].list, "notify::selected", lists[i].callback, self, G_CONNECT_SWAPPED);
    }
}

void
rl_map_pane_clear_choices (RlMapPane *self)
{
  g_clear_pointer (&self->base, rim_settings_unref);
  g_clear_pointer (&self->filters, g_strfreev);
  g_clear_pointer (&self->filter, g_free);
}
