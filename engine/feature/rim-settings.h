/* rim-settings.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimSettings:
 *
 * Everything that decides the values of features but image and mask: profile,
 * preparation of image and mask, discretisation, image types, classes. Plain
 * data that can be written as YAML and has a hash. Immutable once made;
 * reference counted; safe on any thread.
 */
typedef struct _RimSettings RimSettings;

/**
 * RimSettingParameter:
 * @name: as it stands in the section "beyond"
 * @initial: its value where it does not
 * @min: the least
 * @above: whether @min itself is too little
 * @max: the greatest
 *
 * What may be set of a family that no standard has.
 */
typedef struct
{
  const char *name;
  double      initial;
  double      min;
  gboolean    above;
  double      max;
} RimSettingParameter;

/**
 * RimSettingWindows:
 * @radius: voxels from the middle of a window to its side ("kernelRadius")
 * @is_masked: whether windows hold voxels of the VOI alone ("maskedKernel")
 * @is_flat: whether they are of one slice ("force2D")
 * @bin_width: of grey levels, where @bin_count is 0
 * @bin_count: of grey levels; 0: bins have a width
 *
 * How maps look at an image. Plain data.
 */
typedef struct
{
  guint    radius;
  gboolean is_masked;
  gboolean is_flat;
  double   bin_width;
  guint    bin_count;
} RimSettingWindows;

#define RIM_TYPE_SETTINGS (rim_settings_get_type ())

GType        rim_settings_get_type      (void);
RimSettings *rim_settings_new_default   (void) G_GNUC_WARN_UNUSED_RESULT;
RimSettings *rim_settings_new_from_yaml (const char   *yaml,
                                         const char   *path,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
RimSettings *rim_settings_load          (const char   *path_or_name,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
RimSettings *rim_settings_ref           (RimSettings  *self);
void         rim_settings_unref         (RimSettings  *self);
RimProfile   rim_settings_get_profile   (RimSettings  *self);
char        *rim_settings_to_yaml       (RimSettings  *self) G_GNUC_WARN_UNUSED_RESULT;
const char  *rim_settings_get_hash      (RimSettings  *self);
guint        rim_settings_get_label     (RimSettings  *self);
void         rim_settings_get_bins      (RimSettings  *self,
                                         double       *width,
                                         guint        *count);
gboolean     rim_settings_has_feature   (RimSettings     *self,
                                         const RimFamily *family,
                                         guint            row);
gboolean     rim_settings_has_image     (RimSettings     *self,
                                         const char      *image_type);
RimSettings *rim_settings_with_kernel   (RimSettings  *self,
                                         guint         radius) G_GNUC_WARN_UNUSED_RESULT;
RimSettings *rim_settings_with_windows (RimSettings              *self,
                                        const RimSettingWindows  *windows) G_GNUC_WARN_UNUSED_RESULT;
void         rim_settings_get_windows  (RimSettings              *self,
                                        RimSettingWindows        *windows);
RimSettings *rim_settings_with_diagnostics (RimSettings *self,
                                            gboolean     diagnostics) G_GNUC_WARN_UNUSED_RESULT;
const char *const *rim_settings_list_names (void);
GPtrArray   *rim_settings_list_parameters (const RimFamily *family) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSettings, rim_settings_unref)

G_END_DECLS
