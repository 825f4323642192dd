package nutshell.container;

/**
 * One act in building a container, made from one line and able to be made again. Read in the order permitted here, the
 * steps are the syllabus.
 */
public sealed interface Step
        permits PrepareRootfs,
                AddOverlay,
                Unshare,
                CloneUser,
                JoinNamespaces,
                SetHostname,
                Mount,
                Unmount,
                MakeNode,
                ChangeDirectory,
                ChangeRoot,
                PivotRoot,
                FilterSystemCalls,
                NewCgroup,
                SetCgroup,
                LinkUp,
                AddBridge,
                AddVeth,
                AddRoute,
                AddNat,
                Privilege {

    /** The line that makes this step: what is saved, replayed and shipped. */
    String line();

    /** Asks the kernel for the change, on the container's thread. A refusal surfaces as a SyscallFailed that says why. */
    void apply(Site site);

    /** Says the same in the words of the OCI runtime specification. */
    void describe(Bundle bundle);

    /** Says the same with unshare(1), mount(8) and their like. */
    void describe(Script script);
}
