/// The stack without the service, to be measured beside it.
@NullMarked
package bare;

import org.jspecify.annotations.NullMarked;
