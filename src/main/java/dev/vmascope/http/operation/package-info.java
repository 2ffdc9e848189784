/// The description of operations: annotations and parameters that several of them share, and the
/// check of the scope that each names.
@NullMarked
package dev.vmascope.http.operation;

import org.jspecify.annotations.NullMarked;
