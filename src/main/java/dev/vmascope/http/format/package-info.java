/// The formats of answers: rows and records as JSON, NDJSON, CSV and aligned tables.
@NullMarked
package dev.vmascope.http.format;

import org.jspecify.annotations.NullMarked;
