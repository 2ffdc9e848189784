package dev.vmascope.listing;

import tools.jackson.core.SerializableString;

/// A row of JSON that is encoded already, for listings of tens of thousands of rows.
///
/// @param json an object, whole
public record EncodedRow(SerializableString json) {}
