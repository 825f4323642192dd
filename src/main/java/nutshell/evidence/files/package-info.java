/** Facts from files that say how things will be built and run: Dockerfiles, Compose, CI, manifests, charts. */
@NullMarked
package nutshell.evidence.files;

import org.jspecify.annotations.NullMarked;
