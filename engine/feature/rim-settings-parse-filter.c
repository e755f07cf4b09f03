/* rim-settings-parse-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-parse-private.h"

#include <string.h>

#include "feature/rim-extract-private.h"
#include "feature/rim-ibsi-filters.h"

/* The list of filters of the IBSI: each a map that begins with its type. Either profile
 * takes them.
 */

#define MAX_FILTERS (RIM_MAX_SETTING_IMAGES - RIM_N_IMAGE_KINDS)

G_STATIC_ASSERT (MAX_FILTERS >= 16);

static const RimSettingKey *
find_filter_key (const char *name,
                 guint      *found)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  for (*found = 0; *found < n; (*found)++)
    if (keys[*found].section == RIM_SECTION_FILTER && strcmp (keys[*found].name, name) == 0)
      return &keys[*found];

  g_assert_not_reached ();
}

/* A filter has a type, and nothing that only others have. */
static gboolean
check_keys (RimSettingsParser     *self,
            const yaml_node_t     *map,
            const RimSettingImage *image)
{
  guint type;
  const RimSettingKey *types = find_filter_key ("type", &type);
  const char *kind = types->choices[image->values.filter.kind];
  const yaml_node_pair_t *pair;

  if (!image->is_own[type])
    return rim_settings_fail (self, map, "a filter needs a type");

  for (pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top; pair++)
    {
      const yaml_node_t *node = yaml_document_get_node (&self->document, pair->key);
      const char *name = rim_settings_node_get_text (node);
      guint at;

      if (!(find_filter_key (name, &at)->filters >> image->values.filter.kind & 1))
        return rim_settings_fail (self, node, "filter.%s is no setting of %s", name, kind);
    }

  return TRUE;
}

static gboolean
check_filter (RimSettingsParser     *self,
              const yaml_node_t     *map,
              const RimSettingImage *image)
{
  g_autoptr(GError) error = NULL;
  RimIbsiFilterSettings filter;

  rim_ibsi_filter_init (&filter, &image->values);
  if (!rim_ibsi_filter_settings_check (&filter, &error))
    return rim_settings_fail (self, map, "filter: %s", error->message);

  return TRUE;
}

/* Whether an image type of PyRadiomics makes an image of that name. */
static gboolean
is_taken (const RimSettingImage *type,
          const char            *name)
{
  RimGrid grid = { .size = { G_MAXUINT, G_MAXUINT, G_MAXUINT } };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  rim_affine_init_identity (&grid.to_patient);
  rim_extract_list_images (type, &grid, builder);
  names = g_strv_builder_end (builder);

  return g_strv_contains ((const char *const *) names, name);
}

/* Images are told apart by their names. */
static gboolean
check_name (RimSettingsParser     *self,
            const yaml_node_t     *map,
            const RimSettingImage *image)
{
  g_autofree char *name = rim_ibsi_filter_make_name (&image->values);

  if (strcmp (name, "original") == 0 || strcmp (name, "diagnostics") == 0)
    return rim_settings_fail (self, map, "filter.name must not be %s", name);

  for (guint i = 0; i < self->settings->n_images; i++)
    {
      const RimSettingImage *other = self->settings->images[i];

      if (other != image && is_taken (other, name))
        return rim_settings_fail (self, map, "two filters make images named %s; give one of them a name", name);
    }

  return TRUE;
}

static gboolean
parse_filter (RimSettingsParser *self,
              yaml_node_t       *map)
{
  RimSettingImage *image = rim_settings_add_image (self->settings, RIM_IMAGE_IBSI_FILTER);

  return rim_settings_parse_map (self, map, "filter", RIM_SECTION_FILTER, &image->values, image->is_own) &&
         check_keys (self, map, image) && check_filter (self, map, image) && check_name (self, map, image);
}

/* Returns: whether @list is a list of filters, which the settings get */
gboolean
rim_settings_parse_filters (RimSettingsParser *self,
                            yaml_node_t       *list)
{
  g_autofree char *text = rim_settings_node_quote (list);
  const yaml_node_item_t *item;

  if (rim_settings_node_is_null (list))
    return TRUE;
  if (list->type != YAML_SEQUENCE_NODE)
    return rim_settings_fail (self, list, "filter is %s but has to be a list of filters", text);
  if (list->data.sequence.items.top - list->data.sequence.items.start > MAX_FILTERS)
    return rim_settings_fail (self, list, "there are more than %d filters", (int) MAX_FILTERS);

  for (item = list->data.sequence.items.start; item < list->data.sequence.items.top; item++)
    if (!parse_filter (self, yaml_document_get_node (&self->document, *item)))
      return FALSE;

  return TRUE;
}
