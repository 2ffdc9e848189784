/// The feature explorer: the files of the page and of Swagger UI, and the pages about problems, for
/// everybody.
@NullMarked
package dev.vmascope.explorer;

import org.jspecify.annotations.NullMarked;
