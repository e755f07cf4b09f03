/* rim-dcm-internal.hh
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* What the C++ files behind rim-dcm.h share. C code never includes it. */

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "dicom/rim-dcm.h"

/* Values up to this length are read with the headers; the rest stays in the
 * file. Long enough for everything a header asks for.
 */
#define RIM_DCM_HEADER_VALUE_LENGTH 4096

struct _RimDcmFile
{
  DcmFileFormat  format;
  char          *path;
  char          *transfer_syntax;
};

static inline DcmItem *
rim_dcm_unwrap (RimDcmItem *item)
{
  return reinterpret_cast < DcmItem *> (item);
}

static inline RimDcmItem *
rim_dcm_wrap (DcmItem *item)
{
  return reinterpret_cast < RimDcmItem *> (item);
}

static inline DcmTagKey
rim_dcm_key (guint32 tag)
{
  return DcmTagKey ((Uint16) (tag >> 16), (Uint16) (tag & 0xffff));
}

DcmElement *rim_dcm_find     (RimDcmItem *item,
                              guint32     tag);
gboolean    rim_dcm_initialise (GError  **error);
