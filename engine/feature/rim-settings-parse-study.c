/* rim-settings-parse-study.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-parse-private.h"

/* Images and VOIs of a patient: sections that PyRadiomics does not have. */

gboolean
rim_settings_parse_voi (RimSettingsParser *self,
                        yaml_node_t       *map)
{
  return rim_settings_parse_map (self, map, "voi", RIM_SECTION_VOI, &self->settings->values, NULL);
}

gboolean
rim_settings_parse_fusion (RimSettingsParser *self,
                           yaml_node_t       *map)
{
  return rim_settings_parse_map (self, map, "fusion", RIM_SECTION_FUSION, &self->settings->values, NULL);
}

static gboolean
fail_name (RimSettingsParser *self,
           const yaml_node_t *node,
           const char        *section,
           guint              n,
           const char        *(*get_id)(guint))
{
  g_autofree char *text = rim_settings_node_quote (node);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", get_id (i));

  return rim_settings_fail (self, node, "%s has %s, which is none of %s", section, text, names->str);
}

static const char *
get_image_id (guint i)
{
  return rim_study_image_get_id ((RimStudyImage) i);
}

static const char *
get_voi_id (guint i)
{
  return rim_voi_kind_get_id ((RimVoiKind) i);
}

/* @map is %NULL where an image has no settings of its own. */
static gboolean
add_image (RimSettingsParser *self,
           const yaml_node_t *node,
           yaml_node_t       *map)
{
  RimSettings *settings = self->settings;
  g_autofree char *name = g_strdup_printf ("images.%s", rim_settings_node_get_text (node));
  RimSettingDeviations *deviations;
  RimStudyImage image;

  if (!rim_study_image_from_id (rim_settings_node_get_text (node), &image))
    return fail_name (self, node, "images", RIM_N_STUDY_IMAGES, get_image_id);
  if (settings->deviations[image] != NULL)
    return rim_settings_fail (self, node, "%s is there twice", name);

  deviations = settings->deviations[image] = g_new0 (RimSettingDeviations, 1);
  deviations->values = settings->values;
  settings->study_images |= 1u << image;

  return map == NULL || rim_settings_parse_map (self, map, name, RIM_SECTION_SETTING, &deviations->values,
                                                deviations->is_own);
}

static gboolean
parse_image_list (RimSettingsParser *self,
                  const yaml_node_t *list)
{
  const yaml_node_item_t *item;

  for (item = list->data.sequence.items.start; item < list->data.sequence.items.top; item++)
    if (!add_image (self, yaml_document_get_node (&self->document, *item), NULL))
      return FALSE;

  return TRUE;
}

static gboolean
parse_image_map (RimSettingsParser *self,
                 const yaml_node_t *map)
{
  const yaml_node_pair_t *pair;

  for (pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top; pair++)
    if (!add_image (self, yaml_document_get_node (&self->document, pair->key),
                    yaml_document_get_node (&self->document, pair->value)))
      return FALSE;

  return TRUE;
}

/* A list of images, or a map of images with settings of their own. */
gboolean
rim_settings_parse_images (RimSettingsParser *self,
                           yaml_node_t       *node)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (rim_settings_node_is_null (node))
    return TRUE;
  if (node->type == YAML_SEQUENCE_NODE)
    return parse_image_list (self, node);
  if (node->type == YAML_MAPPING_NODE)
    return parse_image_map (self, node);

  return rim_settings_fail (self, node, "images is %s but has to be a list or a map", text);
}

gboolean
rim_settings_parse_vois (RimSettingsParser *self,
                         yaml_node_t       *list)
{
  g_autofree char *text = rim_settings_node_quote (list);
  const yaml_node_item_t *item;

  if (rim_settings_node_is_null (list))
    return TRUE;
  if (list->type != YAML_SEQUENCE_NODE)
    return rim_settings_fail (self, list, "vois is %s but has to be a list", text);

  for (item = list->data.sequence.items.start; item < list->data.sequence.items.top; item++)
    {
      yaml_node_t *node = yaml_document_get_node (&self->document, *item);
      RimVoiKind kind;

      if (!rim_voi_kind_from_id (rim_settings_node_get_text (node), &kind))
        return fail_name (self, node, "vois", RIM_N_VOI_KINDS, get_voi_id);
      self->settings->study_vois |= 1u << kind;
    }

  return TRUE;
}
