/* rim-settings-parse.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-parse-private.h"

#include <string.h>

#include "feature/rim-feature-table.h"
#include "feature/rim-margin.h"

/* A file of settings is at most a few levels deep, and what reads it walks
 * exactly these, so neither nesting nor aliases can make it large.
 */

typedef struct
{
  yaml_node_t *key;
  yaml_node_t *value;
} Entry;

typedef gboolean (*SectionFunc) (RimSettingsParser *self,
                                 yaml_node_t       *node);

static guint
count_entries (const yaml_node_t *map)
{
  return (guint) (map->data.mapping.pairs.top - map->data.mapping.pairs.start);
}

static Entry
get_entry (RimSettingsParser *self,
           const yaml_node_t *map,
           guint              i)
{
  const yaml_node_pair_t *pair = map->data.mapping.pairs.start + i;

  return (Entry) {
           yaml_document_get_node (&self->document, pair->key),
           yaml_document_get_node (&self->document, pair->value)
  };
}

/* A map whose keys are different words; nothing at all is an empty one. */
static gboolean
check_map (RimSettingsParser *self,
           yaml_node_t       *node,
           const char        *name)
{
  g_autoptr(GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = rim_settings_node_quote (node);

  if (rim_settings_node_is_null (node))
    return TRUE;
  if (node->type != YAML_MAPPING_NODE)
    return rim_settings_fail (self, node, "%s is %s but has to be a map", name, text);

  for (guint i = 0; i < count_entries (node); i++)
    {
      yaml_node_t *key = get_entry (self, node, i).key;
      yaml_node_t *first;

      if (key->type != YAML_SCALAR_NODE)
        return rim_settings_fail (self, key, "%s has a key that is no word", name);
      first = g_hash_table_lookup (lines, rim_settings_node_get_text (key));
      if (first != NULL)
        return rim_settings_fail (self, key, "%s.%s is there already, on line %zu", name, rim_settings_node_get_text (key),
                                  first->start_mark.line + 1);
      g_hash_table_insert (lines, (gpointer) rim_settings_node_get_text (key), key);
    }

  return TRUE;
}

static guint
count_or_none (const yaml_node_t *map)
{
  return map->type == YAML_MAPPING_NODE ? count_entries (map) : 0;
}

/* Sections */

static gboolean
find_key (RimSettingsParser *self,
          const yaml_node_t *node,
          const char        *section_name,
          RimSettingSection  section,
          guint             *found)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  for (guint i = 0; i < n; i++)
    if (keys[i].section == section && rim_settings_node_is_text (node, keys[i].name) &&
        keys[i].profiles & 1u << self->settings->profile)
      {
        *found = i;
        return TRUE;
      }

  return rim_settings_fail (self, node, "%s.%s is not known", section_name, rim_settings_node_get_text (node));
}

gboolean
rim_settings_parse_map (RimSettingsParser *self,
                        yaml_node_t       *map,
                        const char        *name,
                        RimSettingSection  section,
                        RimSettingValues  *values,
                        gboolean          *is_own)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  if (!check_map (self, map, name))
    return FALSE;

  for (guint i = 0; i < count_or_none (map); i++)
    {
      Entry entry = get_entry (self, map, i);
      guint found = 0;

      if (!find_key (self, entry.key, name, section, &found) ||
          !rim_settings_parse_value (self, entry.value, &keys[found], values))
        return FALSE;
      if (is_own != NULL)
        is_own[found] = TRUE;
    }

  return TRUE;
}

static gboolean
find_image (RimSettingsParser *self,
            const yaml_node_t *node,
            RimImageKind      *found)
{
  for (guint kind = 0; kind < RIM_N_IMAGE_KINDS; kind++)
    {
      const RimImageKindInfo *info = rim_image_kind_get_info ((RimImageKind) kind);

      if (rim_settings_node_is_text (node, info->name) && info->profiles & 1u << self->settings->profile)
        {
          *found = (RimImageKind) kind;
          return TRUE;
        }
    }

  return rim_settings_fail (self, node, "imageType.%s is not known", rim_settings_node_get_text (node));
}

static gboolean
parse_images (RimSettingsParser *self,
              yaml_node_t       *map)
{
  if (!check_map (self, map, "imageType"))
    return FALSE;

  for (guint i = 0; i < count_or_none (map); i++)
    {
      Entry entry = get_entry (self, map, i);
      g_autofree char *name = g_strdup_printf ("imageType.%s", rim_settings_node_get_text (entry.key));
      RimSettingImage *image;
      RimImageKind kind = RIM_IMAGE_ORIGINAL;

      if (!find_image (self, entry.key, &kind))
        return FALSE;
      image = rim_settings_add_image (self->settings, kind);
      if (!rim_settings_parse_map (self, entry.value, name, RIM_SECTION_SETTING, &image->values, image->is_own))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_family (RimSettingsParser *self,
             const yaml_node_t *node,
             guint             *found)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (rim_settings_node_is_text (node, families[i]->name) &&
        rim_family_can_be_asked (families[i], self->settings->profile))
      {
        *found = i;
        return TRUE;
      }

  return rim_settings_fail (self, node, "featureClass.%s is not known", rim_settings_node_get_text (node));
}

/* Names that PyRadiomics still takes, with a warning and no value, because another
 * feature is the same number.
 */
static gboolean
is_abandoned (const RimFamily   *family,
              const yaml_node_t *node)
{
  const struct
  {
    const char *family;
    const char *feature;
  } abandoned[] = {
    { "glcm", "Dissimilarity" },
    { "glcm", "Homogeneity1" },
    { "glcm", "Homogeneity2" },
    { "glcm", "SumVariance" },
    { "gldm", "DependencePercentage" },
    { "gldm", "GrayLevelNonUniformityNormalized" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (abandoned); i++)
    if (strcmp (family->name, abandoned[i].family) == 0 &&
        rim_settings_node_is_text (node, abandoned[i].feature))
      return TRUE;

  return FALSE;
}

static guint8
count_features (const RimFamily *family,
                const guint8    *features)
{
  guint8 n = 0;

  for (guint i = 0; i < family->n_features; i++)
    n = (guint8) (n + (features[i] > 0));

  return n;
}

static gboolean
parse_feature (RimSettingsParser *self,
               const yaml_node_t *node,
               const RimFamily   *family,
               guint8            *features)
{
  g_autofree char *text = rim_settings_node_quote (node);

  for (guint i = 0; i < family->n_features; i++)
    {
      const RimFeatureInfo *info = family->get_info (i);

      if (rim_settings_node_is_text (node, info->name) &&
          rim_feature_info_can_be_asked (info, self->settings->profile))
        {
          features[i] = features[i] > 0 ? features[i] : (guint8) (count_features (family, features) + 1);
          return TRUE;
        }
    }

  if (self->settings->profile == RIM_PROFILE_PYRADIOMICS && is_abandoned (family, node))
    return TRUE;

  return rim_settings_fail (self, node, "featureClass.%s has no feature %s", family->name, text);
}

/* Nothing or an empty list stand for all features that are on. */
static gboolean
parse_class (RimSettingsParser *self,
             const yaml_node_t *list,
             guint              i)
{
  guint n;
  const RimFamily *family = rim_families_get (&n)[i];
  g_autofree char *text = rim_settings_node_quote (list);
  const yaml_node_item_t *item;

  if (!rim_settings_node_is_null (list) && list->type != YAML_SEQUENCE_NODE)
    return rim_settings_fail (self, list, "featureClass.%s is %s but has to be a list of features", family->name, text);
  if (rim_settings_node_is_null (list) || list->data.sequence.items.top == list->data.sequence.items.start)
    {
      rim_settings_add_family (self->settings, i);
      return TRUE;
    }

  g_assert (family->n_features <= G_MAXUINT8);
  self->settings->features[i] = g_malloc0 (family->n_features);
  for (item = list->data.sequence.items.start; item < list->data.sequence.items.top; item++)
    {
      yaml_node_t *node = yaml_document_get_node (&self->document, *item);

      if (!parse_feature (self, node, family, self->settings->features[i]))
        return FALSE;
    }

  if (count_features (family, self->settings->features[i]) == 0)
    g_clear_pointer (&self->settings->features[i], g_free);

  return TRUE;
}

static gboolean
has_class (RimSettings *settings)
{
  for (guint i = 0; i < settings->n_families; i++)
    if (settings->features[i] != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
parse_classes (RimSettingsParser *self,
               yaml_node_t       *map)
{
  if (!check_map (self, map, "featureClass"))
    return FALSE;

  for (guint i = 0; i < count_or_none (map); i++)
    {
      Entry entry = get_entry (self, map, i);
      guint family = 0;

      if (!find_family (self, entry.key, &family) || !parse_class (self, entry.value, family))
        return FALSE;
      rim_settings_order_family (self->settings, family);
    }

  if (count_or_none (map) > 0 && !has_class (self->settings))
    return rim_settings_fail (self, map, "featureClass has only features that PyRadiomics gives no value any more");

  return TRUE;
}

static gboolean
parse_profile (RimSettingsParser *self,
               yaml_node_t       *node)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (rim_settings_node_is_text (node, "pyradiomics"))
    self->settings->profile = RIM_PROFILE_PYRADIOMICS;
  else if (rim_settings_node_is_text (node, "ibsi"))
    self->settings->profile = RIM_PROFILE_IBSI;
  else
    return rim_settings_fail (self, node, "profile is %s but has to be pyradiomics or ibsi", text);

  return TRUE;
}

static gboolean
parse_setting_section (RimSettingsParser *self,
                       yaml_node_t       *map)
{
  return rim_settings_parse_map (self, map, "setting", RIM_SECTION_SETTING, &self->settings->values, NULL);
}

static gboolean
parse_voxel_section (RimSettingsParser *self,
                     yaml_node_t       *map)
{
  return rim_settings_parse_map (self, map, "voxelSetting", RIM_SECTION_VOXEL_SETTING, &self->settings->values, NULL);
}

/* Profiles of the margin have to be long enough for a curve and short enough for
 * memory.
 */
static gboolean
parse_beyond (RimSettingsParser *self,
              yaml_node_t       *map)
{
  RimSettingValues *values = &self->settings->values;
  RimMarginSettings margin = RIM_MARGIN_SETTINGS_DEFAULT;

  if (!rim_settings_parse_map (self, map, "beyond", RIM_SECTION_BEYOND, values, NULL))
    return FALSE;

  margin.reach_mm = values->beyond.margin_reach_mm;
  margin.step_mm = values->beyond.margin_step_mm;

  return rim_margin_settings_check (&margin) ||
         rim_settings_fail (self, map, "beyond.marginReachMm has to be 3 to 500 times beyond.marginStepMm");
}

/* In the order in which they build on each other, whatever that of the file. */
static const struct
{
  const char  *name;
  SectionFunc  parse;
} sections[] = {
  { "profile", parse_profile },
  { "setting", parse_setting_section },
  { "voxelSetting", parse_voxel_section },
  { "beyond", parse_beyond },
  { "imageType", parse_images },
  { "filter", rim_settings_parse_filters },
  { "featureClass", parse_classes },
  { "voi", rim_settings_parse_voi },
  { "fusion", rim_settings_parse_fusion },
  { "images", rim_settings_parse_images },
  { "vois", rim_settings_parse_vois },
};

static gboolean
check_sections (RimSettingsParser *self,
                yaml_node_t       *root)
{
  for (guint i = 0; i < count_or_none (root); i++)
    {
      yaml_node_t *key = get_entry (self, root, i).key;
      gboolean known = FALSE;

      for (guint n = 0; n < G_N_ELEMENTS (sections); n++)
        known = known || rim_settings_node_is_text (key, sections[n].name);
      if (!known)
        return rim_settings_fail (self, key, "%s is not known; there are setting, imageType, featureClass, "
                                  "voxelSetting, beyond, images, vois, voi and fusion", rim_settings_node_get_text (key));
    }

  return TRUE;
}

static gboolean
parse_root (RimSettingsParser *self,
            yaml_node_t       *root)
{
  if (!check_map (self, root, "the file") || !check_sections (self, root))
    return FALSE;

  for (guint n = 0; n < G_N_ELEMENTS (sections); n++)
    for (guint i = 0; i < count_or_none (root); i++)
      {
        Entry entry = get_entry (self, root, i);

        if (rim_settings_node_is_text (entry.key, sections[n].name) && !sections[n].parse (self, entry.value))
          return FALSE;
      }

  return TRUE;
}

/* Documents */

static gboolean
fail_syntax (const RimSettingsParser *self,
             const yaml_parser_t     *yaml)
{
  gsize line = yaml->error == YAML_READER_ERROR ? yaml->mark.line : yaml->problem_mark.line;

  g_set_error (self->error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "%s:%zu: not YAML: %s", self->path,
               line + 1, yaml->problem != NULL ? yaml->problem : "there is no memory for it");

  return FALSE;
}

/* An empty file has an empty document, which leaves everything as it is. */
static gboolean
parse_document (RimSettingsParser *self,
                yaml_parser_t     *yaml)
{
  yaml_node_t *root;
  gboolean parsed;

  if (!yaml_parser_load (yaml, &self->document))
    return fail_syntax (self, yaml);

  root = yaml_document_get_root_node (&self->document);
  parsed = root == NULL || parse_root (self, root);
  yaml_document_delete (&self->document);

  return parsed;
}

static gboolean
check_end (RimSettingsParser *self,
           yaml_parser_t     *yaml)
{
  yaml_node_t *root;
  gboolean ended;

  if (!yaml_parser_load (yaml, &self->document))
    return fail_syntax (self, yaml);

  root = yaml_document_get_root_node (&self->document);
  ended = root == NULL || rim_settings_fail (self, root, "there is a second document");
  yaml_document_delete (&self->document);

  return ended;
}

/**
 * rim_settings_parse:
 * @self: settings, which get what the file says
 * @yaml: a parameter file of PyRadiomics, or one of ours
 * @length: how many bytes it has
 * @path: what to call it in messages
 * @error: where to put an error, which names file, line and key
 *
 * Returns: whether it is one
 */
gboolean
rim_settings_parse (RimSettings  *self,
                    const char   *yaml,
                    gsize         length,
                    const char   *path,
                    GError      **error)
{
  RimSettingsParser parser = { .settings = self, .path = path, .error = error };
  yaml_parser_t reader;
  gboolean parsed;

  if (!yaml_parser_initialize (&reader))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: there is no memory for it", path);
      return FALSE;
    }

  yaml_parser_set_input_string (&reader, (const guchar *) yaml, length);
  parsed = parse_document (&parser, &reader) && check_end (&parser, &reader);
  yaml_parser_delete (&reader);

  return parsed;
}
