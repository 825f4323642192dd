/** The workshop's pages: who may have which, over HTTP and WebSocket. */
@NullMarked
package nutshell.serve.web;

import org.jspecify.annotations.NullMarked;
