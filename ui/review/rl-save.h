/* rl-save.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "library/rim-export.h"

G_BEGIN_DECLS

/**
 * RlSaveScope:
 *
 * Which lesions are saved.
 */
typedef enum
{
  RL_SAVE_ALL,
  RL_SAVE_ACTIVE,
  RL_SAVE_VISIBLE,
} RlSaveScope;

/**
 * RlSaveInput:
 * @path: where to
 * @format: how
 * @lesions: (element-type RimLesion): what
 * @image: what they were drawn on
 * @library: (nullable): whose audit trail tells of it
 * @segmentation: (nullable): its UUID, for the audit trail
 * @author: (nullable): who saves
 *
 * What a worker needs in order to save lesions.
 */
typedef struct
{
  char            *path;
  RimExportFormat  format;
  GPtrArray       *lesions;
  RimLibrary      *library;
  char            *segmentation;
  char            *author;
  RimVolume       *image;
} RlSaveInput;

RlSaveInput *rl_save_input_new     (RlSession       *session,
                                    const char      *path,
                                    RimExportFormat  format,
                                    RlSaveScope      scope) G_GNUC_WARN_UNUSED_RESULT;
void         rl_save_input_free    (RlSaveInput     *self);
char        *rl_save_complete_path (const char      *path,
                                    RimExportFormat *format) G_GNUC_WARN_UNUSED_RESULT;
char        *rl_save_suggest_name  (RlSession       *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
