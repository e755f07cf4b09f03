/* rl-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-settings.h"

#include <gio/gio.h>
#include <string.h>

#include "library/rim-library.h"

#define SCHEMA_ID            "org.rimlight.Rimlight"
#define DEFAULT_BRUSH_RADIUS 5.0
#define DEFAULT_CINE_RATE    15.0

/* In MB: two CT of 500 slices with their PET, and then some. */
#define DEFAULT_MEMORY_BUDGET 2048
#define DEFAULT_MAP_BUDGET    500
#define MAX_BRUSH_RADIUS     100.0

struct _RlSettings
{
  GObject         parent_instance;

  GSettings      *store;
  char           *author;
  char           *library_folder;
  RlMouseProfile  mouse_profile;
  RlColorScheme   color_scheme;
  double          brush_radius;
  GVariant       *shortcuts;
  GVariant       *user_windows;
  GVariant       *layouts;
  GVariant       *hanging;
  GVariant       *open_tabs;
  double          cine_rate;
  gboolean        cine_swing;
  int             memory_budget;
  int             map_budget;
};

enum
{
  PROP_0,
  PROP_AUTHOR,
  PROP_MOUSE_PROFILE,
  PROP_COLOR_SCHEME,
  PROP_LIBRARY_FOLDER,
  PROP_BRUSH_RADIUS,
  PROP_SHORTCUTS,
  PROP_USER_WINDOWS,
  PROP_LAYOUTS,
  PROP_HANGING,
  PROP_CINE_RATE,
  PROP_CINE_SWING,
  PROP_MEMORY_BUDGET,
  PROP_MAP_BUDGET,
  PROP_OPEN_TABS,
  N_PROPS
};

G_DEFINE_ENUM_TYPE (RlMouseProfile, rl_mouse_profile,
                    G_DEFINE_ENUM_VALUE (RL_MOUSE_READING, "reading"),
                    G_DEFINE_ENUM_VALUE (RL_MOUSE_RESEARCH, "research"))
G_DEFINE_ENUM_TYPE (RlColorScheme, rl_color_scheme,
                    G_DEFINE_ENUM_VALUE (RL_COLOR_SCHEME_DARK, "dark"),
                    G_DEFINE_ENUM_VALUE (RL_COLOR_SCHEME_LIGHT, "light"),
                    G_DEFINE_ENUM_VALUE (RL_COLOR_SCHEME_SYSTEM, "system"))
G_DEFINE_FINAL_TYPE (RlSettings, rl_settings, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static gboolean
set_string (char         **place,
            const GValue  *value)
{
  const char *text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";

  if (g_strcmp0 (*place, text) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (text);

  return TRUE;
}

static gboolean
set_enum (guint        *place,
          const GValue *value)
{
  guint number = (guint) g_value_get_enum (value);

  if (*place == number)
    return FALSE;

  *place = number;

  return TRUE;
}

static gboolean
set_boolean (gboolean     *place,
             const GValue *value)
{
  gboolean is_true = g_value_get_boolean (value);
  gboolean changed = *place != is_true;

  *place = is_true;

  return changed;
}

static gboolean
set_int (int          *place,
         const GValue *value)
{
  int number = g_value_get_int (value);
  gboolean changed = *place != number;

  *place = number;

  return changed;
}

static gboolean
set_double (double       *place,
            const GValue *value)
{
  if (*place == g_value_get_double (value))
    return FALSE;

  *place = g_value_get_double (value);

  return TRUE;
}

static gboolean
set_variant (GVariant     **place,
             const GValue  *value)
{
  GVariant *variant = g_value_get_variant (value);

  if (variant == NULL || g_variant_equal (*place, variant))
    return FALSE;

  g_variant_unref (*place);
  *place = g_variant_ref_sink (variant);

  return TRUE;
}

static GVariant **
get_variant_place (RlSettings *self,
                   guint       prop_id)
{
  return prop_id == PROP_SHORTCUTS ? &self->shortcuts
         : prop_id == PROP_USER_WINDOWS ? &self->user_windows
         : prop_id == PROP_OPEN_TABS ? &self->open_tabs
         : prop_id == PROP_LAYOUTS ? &self->layouts : &self->hanging;
}

static void
rl_settings_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  RlSettings *self = RL_SETTINGS (object);
  gboolean changed = FALSE;

  switch (prop_id)
    {
    case PROP_AUTHOR:
      changed = set_string (&self->author, value);
      break;

    case PROP_MOUSE_PROFILE:
      changed = set_enum (&self->mouse_profile, value);
      break;

    case PROP_COLOR_SCHEME:
      changed = set_enum (&self->color_scheme, value);
      break;

    case PROP_LIBRARY_FOLDER:
      changed = set_string (&self->library_folder, value);
      break;

    case PROP_BRUSH_RADIUS:
      changed = set_double (&self->brush_radius, value);
      break;

    case PROP_SHORTCUTS:
    case PROP_LAYOUTS:
    case PROP_HANGING:
    case PROP_OPEN_TABS:
    case PROP_USER_WINDOWS:
      changed = set_variant (get_variant_place (self, prop_id), value);
      break;

    case PROP_CINE_RATE:
      changed = set_double (&self->cine_rate, value);
      break;

    case PROP_CINE_SWING:
      changed = set_boolean (&self->cine_swing, value);
      break;

    case PROP_MEMORY_BUDGET:
      changed = set_int (&self->memory_budget, value);
      break;

    case PROP_MAP_BUDGET:
      changed = set_int (&self->map_budget, value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
rl_settings_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RlSettings *self = RL_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_AUTHOR:
      g_value_set_string (value, self->author);
      break;

    case PROP_MOUSE_PROFILE:
      g_value_set_enum (value, (int) self->mouse_profile);
      break;

    case PROP_COLOR_SCHEME:
      g_value_set_enum (value, (int) self->color_scheme);
      break;

    case PROP_LIBRARY_FOLDER:
      g_value_set_string (value, self->library_folder);
      break;

    case PROP_BRUSH_RADIUS:
      g_value_set_double (value, self->brush_radius);
      break;

    case PROP_SHORTCUTS:
    case PROP_LAYOUTS:
    case PROP_HANGING:
    case PROP_OPEN_TABS:
    case PROP_USER_WINDOWS:
      g_value_set_variant (value, *get_variant_place (self, prop_id));
      break;

    case PROP_CINE_RATE:
      g_value_set_double (value, self->cine_rate);
      break;

    case PROP_CINE_SWING:
      g_value_set_boolean (value, self->cine_swing);
      break;

    case PROP_MEMORY_BUDGET:
      g_value_set_int (value, self->memory_budget);
      break;

    case PROP_MAP_BUDGET:
      g_value_set_int (value, self->map_budget);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* g_settings_new() ends the program where the schema is missing. */
static GSettings *
open_store (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static gboolean
get_variant_mapping (GValue   *value,
                     GVariant *variant,
                     gpointer  data)
{
  g_value_set_variant (value, variant);

  return TRUE;
}

static GVariant *
set_variant_mapping (const GValue       *value,
                     const GVariantType *type,
                     gpointer            data)
{
  return g_value_dup_variant (value);
}

/* GSettings maps all but variants by itself. */
static void
bind_property (RlSettings *self,
               GParamSpec *property)
{
  gboolean is_variant = G_IS_PARAM_SPEC_VARIANT (property);

  g_settings_bind_with_mapping (self->store, property->name, self, property->name,
                                G_SETTINGS_BIND_DEFAULT, is_variant ? get_variant_mapping : NULL,
                                is_variant ? set_variant_mapping : NULL, NULL, NULL);
}

static void
rl_settings_constructed (GObject *object)
{
  RlSettings *self = RL_SETTINGS (object);

  G_OBJECT_CLASS (rl_settings_parent_class)->constructed (object);

  self->store = open_store ();
  for (guint i = 1; self->store != NULL && i < N_PROPS; i++)
    bind_property (self, properties[i]);
}

static void
rl_settings_finalize (GObject *object)
{
  RlSettings *self = RL_SETTINGS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->library_folder, g_free);
  g_clear_pointer (&self->shortcuts, g_variant_unref);
  g_clear_pointer (&self->user_windows, g_variant_unref);
  g_clear_pointer (&self->layouts, g_variant_unref);
  g_clear_pointer (&self->hanging, g_variant_unref);
  g_clear_pointer (&self->open_tabs, g_variant_unref);

  G_OBJECT_CLASS (rl_settings_parent_class)->finalize (object);
}

static void
rl_settings_class_init (RlSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = rl_settings_constructed;
  object_class->finalize = rl_settings_finalize;
  object_class->get_property = rl_settings_get_property;
  object_class->set_property = rl_settings_set_property;

  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, "", flags);
  properties[PROP_MOUSE_PROFILE] =
    g_param_spec_enum ("mouse-profile", NULL, NULL, RL_TYPE_MOUSE_PROFILE,
                       RL_MOUSE_READING, flags);
  properties[PROP_COLOR_SCHEME] =
    g_param_spec_enum ("color-scheme", NULL, NULL, RL_TYPE_COLOR_SCHEME,
                       RL_COLOR_SCHEME_DARK, flags);
  properties[PROP_LIBRARY_FOLDER] =
    g_param_spec_string ("library-folder", NULL, NULL, "", flags);
  properties[PROP_BRUSH_RADIUS] =
    g_param_spec_double ("brush-radius", NULL, NULL, 0.1, MAX_BRUSH_RADIUS,
                         DEFAULT_BRUSH_RADIUS, flags);
  properties[PROP_SHORTCUTS] =
    g_param_spec_variant ("shortcuts", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, flags);
  properties[PROP_USER_WINDOWS] =
    g_param_spec_variant ("user-windows", NULL, NULL, G_VARIANT_TYPE ("a(sdd)"), NULL, flags);
  properties[PROP_LAYOUTS] =
    g_param_spec_variant ("layouts", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, flags);
  properties[PROP_HANGING] =
    g_param_spec_variant ("hanging", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, flags);
  properties[PROP_CINE_RATE] =
    g_param_spec_double ("cine-rate", NULL, NULL, 1.0, 60.0, DEFAULT_CINE_RATE, flags);
  properties[PROP_CINE_SWING] =
    g_param_spec_boolean ("cine-swing", NULL, NULL, FALSE, flags);
  properties[PROP_MEMORY_BUDGET] =
    g_param_spec_int ("memory-budget", NULL, NULL, 0, G_MAXINT, DEFAULT_MEMORY_BUDGET, flags);
  properties[PROP_MAP_BUDGET] =
    g_param_spec_int ("map-budget", NULL, NULL, 0, G_MAXINT, DEFAULT_MAP_BUDGET, flags);
  properties[PROP_OPEN_TABS] =
    g_param_spec_variant ("open-tabs", NULL, NULL, G_VARIANT_TYPE ("a(sxx)"), NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rl_settings_init (RlSettings *self)
{
  self->author = g_strdup ("");
  self->library_folder = g_strdup ("");
  self->brush_radius = DEFAULT_BRUSH_RADIUS;
  self->shortcuts = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  self->user_windows = g_variant_ref_sink (g_variant_new_parsed ("[('', 0.0, 0.0), ('', 0.0, 0.0), ('', 0.0, 0.0)]"));
  self->layouts = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  self->hanging = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  self->open_tabs = g_variant_ref_sink (g_variant_new ("a(sxx)", NULL));
  self->cine_rate = DEFAULT_CINE_RATE;
  self->memory_budget = DEFAULT_MEMORY_BUDGET;
  self->map_budget = DEFAULT_MAP_BUDGET;
}

RlSettings *
rl_settings_new (void)
{
  return g_object_new (RL_TYPE_SETTINGS, NULL);
}

/**
 * rl_settings_dup_author:
 * @self: the settings
 *
 * Returns: (transfer full): whose edits they are: the name set, or that of the
 *   account
 */
char *
rl_settings_dup_author (RlSettings *self)
{
  const char *real_name = g_get_real_name ();

  g_return_val_if_fail (RL_IS_SETTINGS (self), NULL);

  if (*self->author != '\0')
    return g_strdup (self->author);

  return g_strdup (strcmp (real_name, "Unknown") == 0 ? g_get_user_name () : real_name);
}

/**
 * rl_settings_dup_library_folder:
 * @self: the settings
 *
 * Returns: (transfer full): where the library is
 */
char *
rl_settings_dup_library_folder (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), NULL);

  return *self->library_folder != '\0' ? g_strdup (self->library_folder)
                                       : rim_library_get_default_folder ();
}

RlMouseProfile
rl_settings_get_mouse_profile (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), RL_MOUSE_READING);

  return self->mouse_profile;
}

RlColorScheme
rl_settings_get_color_scheme (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), RL_COLOR_SCHEME_DARK);

  return self->color_scheme;
}

/* Returns: in mm */
double
rl_settings_get_brush_radius (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), DEFAULT_BRUSH_RADIUS);

  return self->brush_radius;
}

/* Returns: (transfer none): of type a(sdd) */
GVariant *
rl_settings_get_user_windows (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), NULL);

  return self->user_windows;
}

/* Returns: (transfer full): see #RlSettings:shortcuts */
GVariant *
rl_settings_ref_shortcuts (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), NULL);

  return g_variant_ref (self->shortcuts);
}

/**
 * rl_settings_set_shortcuts:
 * @self: the settings
 * @shortcuts: (transfer floating): keys by command
 */
void
rl_settings_set_shortcuts (RlSettings *self,
                           GVariant   *shortcuts)
{
  g_return_if_fail (RL_IS_SETTINGS (self));

  g_object_set (self, "shortcuts", shortcuts, NULL);
}

/* Returns: (transfer full): see #RlSettings:open-tabs */
GVariant *
rl_settings_ref_open_tabs (RlSettings *self)
{
  g_return_val_if_fail (RL_IS_SETTINGS (self), NULL);

  return g_variant_ref (self->open_tabs);
}

/**
 * rl_settings_set_open_tabs:
 * @self: the settings
 * @tabs: (transfer floating): what is open
 */
void
rl_settings_set_open_tabs (RlSettings *self,
                           GVariant   *tabs)
{
  g_return_if_fail (RL_IS_SETTINGS (self));

  g_object_set (self, "open-tabs", tabs, NULL);
}

static void
keep (RlSettings        *self,
      GObject           *object,
      const char *const  kept[][2],
      guint              n)
{
  for (guint i = 0; self->store != NULL && i < n; i++)
    g_settings_bind (self->store, kept[i][0], object, kept[i][1], G_SETTINGS_BIND_DEFAULT);
}

/**
 * rl_settings_keep_window:
 * @self: the settings
 * @window: a GtkWindow that is not yet shown
 *
 * Gives the window the size it had last, and keeps what it gets.
 */
void
rl_settings_keep_window (RlSettings *self,
                         GObject    *window)
{
  static const char *const kept[][2] = {
    { "window-width", "default-width" },
    { "window-height", "default-height" },
    { "window-maximized", "maximized" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (window));

  keep (self, window, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_browser:
 * @self: the settings
 * @model: the list of patients
 *
 * Sorts and filters the list as it was last, and keeps how it is.
 */
void
rl_settings_keep_browser (RlSettings *self,
                          GObject    *model)
{
  static const char *const kept[][2] = {
    { "browser-order", "order" },
    { "browser-status", "status" },
    { "browser-modality", "modality" },
    { "browser-with-contours", "with-contours" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (model));

  keep (self, model, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_drawing:
 * @self: the settings
 * @session: an RlSession
 *
 * Draws by the rules that held last, and keeps them.
 */
void
rl_settings_keep_drawing (RlSettings *self,
                          GObject    *session)
{
  static const char *const kept[][2] = { { "keep-other-lesions", "keep-others" } };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (session));

  keep (self, session, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_inspector:
 * @self: the settings
 * @window: a window whose inspector has its pages
 *
 * Shows the page that was shown last, and keeps which is chosen.
 */
void
rl_settings_keep_inspector (RlSettings *self,
                            GObject    *window)
{
  static const char *const kept[][2] = { { "inspector-page", "inspector-page" } };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (window));

  keep (self, window, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_features:
 * @self: the settings
 * @pane: the page of features
 *
 * Chooses what was chosen last of images, VOIs and settings, and keeps what is.
 */
void
rl_settings_keep_features (RlSettings *self,
                           GObject    *pane)
{
  static const char *const kept[][2] = {
    { "feature-image", "image" },
    { "feature-voi", "voi" },
    { "ct-settings", "ct-settings" },
    { "pet-settings", "pet-settings" },
    { "fused-settings", "fused-settings" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (pane));

  keep (self, pane, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_voi:
 * @self: the settings
 * @button: what is chosen of core, rim and fused image
 *
 * Makes them as they were made last, and keeps how they are; for all buttons alike.
 */
void
rl_settings_keep_voi (RlSettings *self,
                      GObject    *button)
{
  static const char *const kept[][2] = {
    { "core-depth", "core-depth" },
    { "rim-reach", "rim-reach" },
    { "rim-inside", "rim-inside" },
    { "rim-clip", "rim-clip" },
    { "fusion", "fusion" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (button));

  keep (self, button, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_cohort:
 * @self: the settings
 * @cohort: what is open in the workspace Cohort
 *
 * Keeps which tables were open last.
 */
void
rl_settings_keep_cohort (RlSettings *self,
                         GObject    *cohort)
{
  static const char *const kept[][2] = {
    { "recent-cohorts", "recent" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (cohort));

  keep (self, cohort, kept, G_N_ELEMENTS (kept));
}

/**
 * rl_settings_keep_maps:
 * @self: the settings
 * @pane: the page of maps
 * @chooser: what features are chosen with there
 * @layer: the map as it is shown
 *
 * Chooses how maps are made and shown as it was last, and keeps it.
 */
void
rl_settings_keep_maps (RlSettings *self,
                       GObject    *pane,
                       GObject    *chooser,
                       GObject    *layer)
{
  static const char *const of_pane[][2] = {
    { "map-image", "image" },
    { "map-voi", "voi" },
    { "map-radius", "radius" },
    { "map-flat", "flat" },
    { "map-masked", "masked" },
  };
  static const char *const of_chooser[][2] = {
    { "map-favourites", "favourites" }, { "map-recent", "recent" },
  };
  static const char *const of_layer[][2] = {
    { "map-colormap", "colormap" },
    { "map-inverted", "inverted" },
    { "map-isolines", "isolines" },
    { "map-opacity", "opacity" },
    { "map-smooth", "smooth" },
  };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (pane) && G_IS_OBJECT (chooser) && G_IS_OBJECT (layer));

  keep (self, pane, of_pane, G_N_ELEMENTS (of_pane));
  keep (self, chooser, of_chooser, G_N_ELEMENTS (of_chooser));
  keep (self, layer, of_layer, G_N_ELEMENTS (of_layer));
}

/**
 * rl_settings_keep_signature:
 * @self: the settings
 * @choice: which signature is applied
 *
 * Applies the signature that was applied last, and keeps which is.
 */
void
rl_settings_keep_signature (RlSettings *self,
                            GObject    *choice)
{
  static const char *const kept[][2] = { { "signature", "hash" } };

  g_return_if_fail (RL_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (choice));

  keep (self, choice, kept, G_N_ELEMENTS (kept));
}
