/* rl-annotation-path.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-affine.h"

G_BEGIN_DECLS

void rl_annotation_path_simplify (GArray *path,
                                  double  tolerance);

G_END_DECLS
