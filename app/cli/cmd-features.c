/* cmd-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "cli.h"
#include "feature/rim-feature-table.h"
#include "feature/rim-settings.h"

typedef void (*FeatureFunc) (const RimFamily      *family,
                             const RimFeatureInfo *info,
                             gpointer              data);

/* What an image's own unit is called where there is no image. */
static char *
describe_unit (RimFeatureUnit unit)
{
  switch (unit)
    {
    case RIM_FEATURE_UNIT_INTENSITY:
      return g_strdup ("intensity");
    case RIM_FEATURE_UNIT_INTENSITY_SQUARED:
      return g_strdup ("intensity²");
    case RIM_FEATURE_UNIT_INTENSITY_VOLUME:
      return g_strdup ("intensity·mm³");
    case RIM_FEATURE_UNIT_INTENSITY_SQUARED_VOLUME:
      return g_strdup ("intensity²·mm³");
    case RIM_FEATURE_UNIT_LEVEL:
      return g_strdup ("level");
    case RIM_FEATURE_UNIT_LEVEL_SQUARED:
      return g_strdup ("level²");
    case RIM_FEATURE_UNIT_VOXELS:
      return g_strdup ("voxel");
    case RIM_FEATURE_UNIT_NONE:
    case RIM_FEATURE_UNIT_MM:
    case RIM_FEATURE_UNIT_MM2:
    case RIM_FEATURE_UNIT_MM3:
    case RIM_FEATURE_UNIT_PER_MM:
    case RIM_FEATURE_UNIT_BITS:
    default:
      return rim_feature_unit_to_string (unit, RIM_UNIT_STORED);
    }
}

static void
for_each (RimProfiles profiles,
          FeatureFunc func,
          gpointer    data)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < families[i]->n_features; f++)
      {
        const RimFeatureInfo *info = families[i]->get_info (f);

        if (info->profiles & profiles)
          func (families[i], info, data);
      }
}

static void
print_parameters (const RimFamily *family)
{
  g_autoptr(GPtrArray) parameters = rim_settings_list_parameters (family);

  for (guint i = 0; i < parameters->len; i++)
    {
      const RimSettingParameter *one = g_ptr_array_index (parameters, i);

      g_print ("  beyond.%s: %g (%s %g, up to %g)\n", one->name, one->initial, one->above ? "above" : "from", one->min,
               one->max);
    }
}

static void
add_parameters (JsonBuilder     *builder,
                const RimFamily *family)
{
  g_autoptr(GPtrArray) parameters = rim_settings_list_parameters (family);

  if (parameters->len == 0)
    return;

  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parameters->len; i++)
    {
      const RimSettingParameter *one = g_ptr_array_index (parameters, i);

      json_builder_begin_object (builder);
      cli_json_string (builder, "name", one->name);
      cli_json_number (builder, "default", one->initial);
      cli_json_number (builder, one->above ? "above" : "min", one->min);
      cli_json_number (builder, "max", one->max);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_feature (const RimFamily      *family,
               const RimFeatureInfo *info,
               gpointer              data)
{
  g_autofree char *unit = describe_unit (info->unit);
  const RimFamily **last = data;

  if (*last != family)
    {
      g_print ("%s%s: %s%s%s\n", *last != NULL ? "\n" : "", family->name, family->title,
               family->ibsi_id != NULL ? ", IBSI " : "", family->ibsi_id != NULL ? family->ibsi_id : "");
      print_parameters (family);
    }
  *last = family;

  g_print ("  %s%s%s%s%s%s%s\n", info->name, info->ibsi_id != NULL ? "  IBSI " : "",
           info->ibsi_id != NULL ? info->ibsi_id : "", *unit != '\0' ? "  [" : "", unit,
           *unit != '\0' ? "]" : "",
           info->profiles == RIM_IN_RIMLIGHT ? "  (only when its class is named)"
           : info->is_on ? "" : "  (only when it is named)");
  g_print ("      %s\n      %s\n", info->formula, info->reference);
}

static void
add_feature (const RimFamily      *family,
             const RimFeatureInfo *info,
             gpointer              data)
{
  g_autofree char *unit = describe_unit (info->unit);
  JsonBuilder *builder = data;

  json_builder_begin_object (builder);
  cli_json_string (builder, "class", family->name);
  cli_json_string (builder, "class_title", family->title);
  cli_json_string (builder, "class_ibsi_id", family->ibsi_id);
  cli_json_string (builder, "name", info->name);
  cli_json_string (builder, "ibsi_id", info->ibsi_id);
  cli_json_string (builder, "ibsi_tag", info->ibsi_tag);
  json_builder_set_member_name (builder, "profiles");
  json_builder_begin_array (builder);
  if (info->profiles & RIM_IN_PYRADIOMICS)
    json_builder_add_string_value (builder, "pyradiomics");
  if (info->profiles & RIM_IN_IBSI)
    json_builder_add_string_value (builder, "ibsi");
  if (info->profiles & RIM_IN_RIMLIGHT)
    json_builder_add_string_value (builder, "rimlight");
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "default");
  json_builder_add_boolean_value (builder, info->is_on && (info->profiles & RIM_IN_BOTH) != 0);
  cli_json_string (builder, "unit", unit);
  cli_json_string (builder, "formula", info->formula);
  cli_json_string (builder, "reference", info->reference);
  add_parameters (builder, family);
  json_builder_end_object (builder);
}

static gboolean
parse_profile (const char  *text,
               RimProfiles *profiles)
{
  *profiles = RIM_IN_BOTH | RIM_IN_RIMLIGHT;
  if (text == NULL)
    return TRUE;

  *profiles = strcmp (text, "ibsi") == 0 ? RIM_IN_IBSI : RIM_IN_PYRADIOMICS;

  return *profiles == RIM_IN_IBSI || strcmp (text, "pyradiomics") == 0;
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *profile = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &profile, "Only those of pyradiomics or of ibsi", "PROFILE" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(JsonBuilder) builder = NULL;
  const RimFamily *last = NULL;
  RimProfiles profiles;

  if (!cli_parse (self, entries, &argc, &argv, 0, 0))
    return CLI_USAGE;
  if (!parse_profile (profile, &profiles))
    return cli_usage (self, "--profile takes pyradiomics or ibsi");

  if (!json)
    {
      for_each (profiles, print_feature, &last);
      return CLI_DONE;
    }

  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for_each (profiles, add_feature, builder);
  json_builder_end_array (builder);
  cli_json_print (builder);

  return CLI_DONE;
}

const CliCommand cmd_features = {
  "features",
  NULL,
  "List every feature with unit, definition and source",
  "Names are those of PyRadiomics where it has the feature; identifiers are those of\n"
  "the IBSI's reference manual. What may be set of a class in the section “beyond” of a\n"
  "file of settings stands below its title.",
  run,
};
