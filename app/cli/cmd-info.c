/* cmd-info.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "cli-image.h"
#include "cli.h"
#include "format/rim-image.h"

static const char *const geometry_names[] = {
  [RIM_GEOMETRY_REGULAR] = "regular",
  [RIM_GEOMETRY_UNEVEN] = "uneven",
  [RIM_GEOMETRY_IRREGULAR] = "irregular",
};

static const char *const kind_names[] = {
  [RIM_SERIES_IMAGE] = "image",
  [RIM_SERIES_RTSTRUCT] = "rtstruct",
  [RIM_SERIES_SEG] = "seg",
  [RIM_SERIES_PARAMETRIC_MAP] = "parametric-map",
  [RIM_SERIES_SR] = "sr",
  [RIM_SERIES_OTHER] = "other",
};

static const char *const type_names[] = {
  [RIM_VOXEL_UINT8] = "uint8",
  [RIM_VOXEL_INT8] = "int8",
  [RIM_VOXEL_UINT16] = "uint16",
  [RIM_VOXEL_INT16] = "int16",
  [RIM_VOXEL_UINT32] = "uint32",
  [RIM_VOXEL_INT32] = "int32",
  [RIM_VOXEL_FLOAT] = "float32",
  [RIM_VOXEL_DOUBLE] = "float64",
};

/* The volume of an image without its voxels, where the format allows it. */
static RimVolume *
prepare (CliImage  *image,
         GError   **error)
{
  RimLoadOptions options = { .unit = RIM_UNIT_STORED, .overrides = image->correction };

  if (image->series != NULL)
    return rim_series_prepare (image->series, &options, error);

  return rim_image_read (image->path, error);
}

static const char *
get_path (CliImage *image)
{
  RimDicomHeader *header;

  if (image->path != NULL)
    return image->path;

  header = g_ptr_array_index (image->series->headers, 0);

  return header->path;
}

static const char *
get_kind (CliImage *image)
{
  return image->series != NULL ? kind_names[image->series->kind] : kind_names[RIM_SERIES_IMAGE];
}

static void
print_source (RimSource *source)
{
  const struct
  {
    const char *name;
    const char *value;
  } rows[] = {
    { "patient", source->patient_id },
    { "study", source->study_date },
    { "series", source->series_uid },
    { "frame of reference", source->frame_of_reference_uid },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].value != NULL)
        g_print ("  %s: %s\n", rows[i].name, rows[i].value);
    }
}

static void
print_step (JsonObject *step)
{
  const char *tag = json_object_get_string_member_with_default (step, "tag", NULL);
  const char *raw = json_object_get_string_member_with_default (step, "raw", NULL);
  const char *value = json_object_get_string_member_with_default (step, "value", NULL);
  const char *decision = json_object_get_string_member_with_default (step, "decision", NULL);

  g_print ("    %s%s", tag != NULL ? tag : "", tag != NULL ? ": " : "");
  if (raw != NULL)
    g_print ("[%s] ", raw);
  g_print ("%s%s%s\n", value != NULL ? value : "", value != NULL && decision != NULL ? " - " : "",
           decision != NULL ? decision : "");
}

static void
print_provenance (const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *steps = object != NULL && json_object_has_member (object, "steps")
                     ? json_object_get_array_member (object, "steps") : NULL;
  const char *why_not;
  const char *correction;

  if (steps == NULL)
    return;

  why_not = json_object_get_string_member_with_default (object, "why_not", NULL);
  correction = json_object_get_string_member_with_default (object, "correction", NULL);
  g_print ("  SUV: %s\n", why_not != NULL ? why_not : "by body weight, as follows");
  if (correction != NULL)
    g_print ("  corrected by %s\n", correction);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    print_step (json_array_get_object_element (steps, i));
}

static void
print_windows (RimSource *source)
{
  for (guint i = 0; source != NULL && i < source->windows->len; i++)
    {
      const RimSourceWindow *window = &g_array_index (source->windows, RimSourceWindow, i);

      g_print ("  window: %s, %s%s%s\n", CLI_NUMBER (window->center), CLI_NUMBER (window->width),
               window->name != NULL ? ", " : "", window->name != NULL ? window->name : "");
    }
}

static void
print_volume (CliImage  *image,
              RimVolume *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimSource *source = rim_volume_get_source (volume);
  g_autofree char *geometry = rim_grid_describe (grid);

  g_print ("%s %s\n", source != NULL && source->modality != NULL ? source->modality : "image",
           source != NULL && source->series_description != NULL ? source->series_description : "");
  g_print ("  path: %s\n", get_path (image));
  if (source != NULL)
    print_source (source);
  g_print ("  geometry: %s\n", geometry);
  g_print ("  slices: %s", geometry_names[rim_volume_get_geometry_kind (volume)]);
  if (image->series != NULL)
    g_print (", at most %s mm from where the grid puts them", CLI_NUMBER (image->series->residual));
  g_print ("\n");
  if (rim_grid_get_shear_angle (grid) > 0.1)
    g_print ("  tilt: %s°\n", CLI_NUMBER (rim_grid_get_shear_angle (grid)));
  g_print ("  voxels: %s, %s\n", type_names[rim_volume_get_voxel_type (volume)],
           rim_unit_get_id (rim_volume_get_unit (volume)));
  print_windows (source);
  print_provenance (rim_volume_get_provenance (volume));
  for (guint i = 0; source != NULL && i < source->warnings->len; i++)
    g_print ("  warning: %s\n", (const char *) g_ptr_array_index (source->warnings, i));
}

static void
print_other (CliImage     *image,
             const GError *error)
{
  RimSource *source = image->series != NULL ? image->series->source : NULL;

  g_print ("%s %s\n  path: %s\n", get_kind (image),
           source != NULL && source->series_description != NULL ? source->series_description : "",
           get_path (image));
  if (source != NULL)
    print_source (source);
  if (error != NULL)
    g_print ("  not a volume: %s\n", error->message);
}

static void
add_vector (JsonBuilder *builder,
            RimVec3      v)
{
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, v.x);
  json_builder_add_double_value (builder, v.y);
  json_builder_add_double_value (builder, v.z);
  json_builder_end_array (builder);
}

static void
add_geometry (JsonBuilder *builder,
              CliImage    *image,
              RimVolume   *volume)
{
  const RimGrid *grid = rim_volume_get_grid (volume);

  json_builder_set_member_name (builder, "size");
  json_builder_begin_array (builder);
  for (guint n = 0; n < 3; n++)
    json_builder_add_int_value (builder, grid->size[n]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "spacing_mm");
  json_builder_begin_array (builder);
  for (guint n = 0; n < 3; n++)
    json_builder_add_double_value (builder, rim_grid_get_spacing (grid, n));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "origin_mm");
  add_vector (builder, rim_affine_get_column (&grid->to_patient, 3));
  json_builder_set_member_name (builder, "axes_mm");
  json_builder_begin_array (builder);
  for (guint n = 0; n < 3; n++)
    add_vector (builder, rim_affine_get_column (&grid->to_patient, n));
  json_builder_end_array (builder);
  cli_json_string (builder, "slices", geometry_names[rim_volume_get_geometry_kind (volume)]);
  if (image->series != NULL)
    cli_json_number (builder, "residual_mm", image->series->residual);
  cli_json_number (builder, "tilt_degrees", rim_grid_get_shear_angle (grid));
}

static void
add_windows (JsonBuilder *builder,
             RimSource   *source)
{
  json_builder_set_member_name (builder, "windows");
  json_builder_begin_array (builder);
  for (guint i = 0; source != NULL && i < source->windows->len; i++)
    {
      const RimSourceWindow *window = &g_array_index (source->windows, RimSourceWindow, i);

      json_builder_begin_object (builder);
      cli_json_number (builder, "center", window->center);
      cli_json_number (builder, "width", window->width);
      cli_json_string (builder, "name", window->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_source (JsonBuilder *builder,
            RimSource   *source)
{
  cli_json_string (builder, "modality", source->modality);
  cli_json_string (builder, "patient_id", source->patient_id);
  cli_json_string (builder, "study_uid", source->study_uid);
  cli_json_string (builder, "study_date", source->study_date);
  cli_json_string (builder, "series_uid", source->series_uid);
  cli_json_whole (builder, "series_part", source->series_part);
  cli_json_whole (builder, "series_number", source->series_number);
  cli_json_string (builder, "description", source->series_description);
  cli_json_string (builder, "frame_of_reference_uid", source->frame_of_reference_uid);
}

static void
add_volume (JsonBuilder *builder,
            CliImage    *image,
            RimVolume   *volume)
{
  const char *provenance = rim_volume_get_provenance (volume);
  RimSource *source = rim_volume_get_source (volume);
  JsonNode *node = provenance != NULL ? json_from_string (provenance, NULL) : NULL;

  if (source != NULL)
    add_source (builder, source);
  add_geometry (builder, image, volume);
  cli_json_string (builder, "voxel_type", type_names[rim_volume_get_voxel_type (volume)]);
  cli_json_string (builder, "unit", rim_unit_get_id (rim_volume_get_unit (volume)));
  add_windows (builder, source);
  if (node != NULL)
    {
      json_builder_set_member_name (builder, "suv");
      json_builder_add_value (builder, node);
    }
  cli_json_lines (builder, "warnings", source != NULL ? source->warnings : NULL);
}

static void
add_image (JsonBuilder *builder,
           CliImage    *image)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = cli_image_is_volume (image) ? prepare (image, &error) : NULL;

  json_builder_begin_object (builder);
  cli_json_string (builder, "kind", get_kind (image));
  cli_json_string (builder, "path", get_path (image));
  if (volume != NULL)
    add_volume (builder, image, volume);
  else if (image->series != NULL)
    add_source (builder, image->series->source);
  if (error != NULL)
    cli_json_string (builder, "error", error->message);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *images,
            GPtrArray *refused)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint i = 0; i < images->len; i++)
    add_image (builder, g_ptr_array_index (images, i));
  json_builder_end_array (builder);
  cli_json_lines (builder, "refused", refused);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_text (GPtrArray *images,
            GPtrArray *refused)
{
  for (guint i = 0; i < images->len; i++)
    {
      CliImage *image = g_ptr_array_index (images, i);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimVolume) volume = cli_image_is_volume (image) ? prepare (image, &error) : NULL;

      if (volume != NULL)
        print_volume (image, volume);
      else
        print_other (image, error);
    }

  for (guint i = 0; i < refused->len; i++)
    cli_warn (g_ptr_array_index (refused, i));
}

static CliStatus
run (const CliCommand *self,
     int               argc,
     char            **argv)
{
  g_autofree char *library = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, &library, "Take what was corrected there for the SUV of a PET", "DIR" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) images = NULL;
  g_autoptr(GError) error = NULL;

  if (!cli_parse (self, entries, &argc, &argv, 1, 1))
    return CLI_USAGE;

  images = cli_images_find (argv[1], refused, &error);
  if (images == NULL || !cli_images_correct (images, library, &error))
    return cli_fail (error);
  if (images->len == 0)
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                   refused->len == 1 ? (const char *) g_ptr_array_index (refused, 0)
                                     : "there is no DICOM, NIfTI or NRRD there");
      return cli_fail (error);
    }

  if (json)
    print_json (images, refused);
  else
    print_text (images, refused);

  return CLI_DONE;
}

const CliCommand cmd_info = {
  "info",
  "PATH",
  "Print geometry, unit, SUV provenance and warnings of each volume",
  "PATH is a DICOM folder or file, NIfTI or NRRD. Positions are in LPS mm.",
  run,
};
