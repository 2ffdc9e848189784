/// Tests of the page in a real browser, against processes of this machine.
@NullMarked
package dev.vmascope.systemtest.page;

import org.jspecify.annotations.NullMarked;
