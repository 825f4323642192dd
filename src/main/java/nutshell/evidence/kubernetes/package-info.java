/** Kubernetes objects, whether they lie in files or are read from the cluster that a kubeconfig leads to. */
@NullMarked
package nutshell.evidence.kubernetes;

import org.jspecify.annotations.NullMarked;
