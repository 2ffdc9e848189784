package dev.vmascope.http.format;

import tools.jackson.core.SerializableString;

/// A row of already encoded JSON, for listings of tens of thousands of rows.
///
/// @param json a complete JSON object
public record RawJsonRow(SerializableString json) {}
