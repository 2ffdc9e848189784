package dev.vmascope.http.operation;

import dev.vmascope.http.api.PageHead;
import java.util.List;

/// A page of the rows of a list, and the fields before them.
public record Page<R>(PageHead head, List<R> rows) {}
