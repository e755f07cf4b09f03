/* rim-settings-parse-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <yaml.h>

#include "feature/rim-settings-private.h"

G_BEGIN_DECLS

/**
 * RimSettingsParser:
 * @settings: what is filled in
 * @document: the file
 * @path: what to call it in messages
 * @error: where to put an error
 *
 * A file of settings that is being read.
 */
typedef struct
{
  RimSettings     *settings;
  yaml_document_t  document;
  const char      *path;
  GError         **error;
} RimSettingsParser;

gboolean    rim_settings_fail          (RimSettingsParser   *self,
                                        const yaml_node_t   *node,
                                        const char          *format,
                                        ...) G_GNUC_PRINTF (3, 4);
gboolean    rim_settings_parse_value   (RimSettingsParser   *self,
                                        const yaml_node_t   *node,
                                        const RimSettingKey *key,
                                        RimSettingValues    *values);
gboolean    rim_settings_parse_map     (RimSettingsParser   *self,
                                        yaml_node_t         *map,
                                        const char          *name,
                                        RimSettingSection    section,
                                        RimSettingValues    *values,
                                        gboolean            *is_own);
gboolean    rim_settings_parse_filters (RimSettingsParser   *self,
                                        yaml_node_t         *list);
gboolean    rim_settings_parse_voi     (RimSettingsParser   *self,
                                        yaml_node_t         *map);
gboolean    rim_settings_parse_fusion  (RimSettingsParser   *self,
                                        yaml_node_t         *map);
gboolean    rim_settings_parse_images  (RimSettingsParser   *self,
                                        yaml_node_t         *node);
gboolean    rim_settings_parse_vois    (RimSettingsParser   *self,
                                        yaml_node_t         *list);
const char *rim_settings_node_get_text (const yaml_node_t   *node);
gboolean    rim_settings_node_is_null  (const yaml_node_t   *node);
gboolean    rim_settings_node_is_text  (const yaml_node_t   *node,
                                        const char          *text);
char       *rim_settings_node_quote    (const yaml_node_t   *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
