/// The API description (OpenAPI 3.1) beyond what annotations of operations say: one definition of
/// each shared parameter, response and type.
@NullMarked
package dev.vmascope.http.description;

import org.jspecify.annotations.NullMarked;
