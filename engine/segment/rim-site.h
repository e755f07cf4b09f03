/* rim-site.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"

G_BEGIN_DECLS

/**
 * RimSite:
 * @name: short, in English, such as "Right upper lobe"
 * @code: the site, coded; owned by the table
 */
typedef struct
{
  const char *name;
  RimCode     code;
} RimSite;

const RimSite *rim_sites_get  (guint          *n_sites);
const RimSite *rim_sites_find (const RimCode  *code);

G_END_DECLS
