/// The feature explorer: the files of Swagger UI, for everybody.
@NullMarked
package dev.vmascope.explorer;

import org.jspecify.annotations.NullMarked;
