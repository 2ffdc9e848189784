/// The parts that all operations share: access to processes, parameters, problems, remedies,
/// identity and the API description.
@NullMarked
package dev.vmascope.http.api;

import org.jspecify.annotations.NullMarked;
