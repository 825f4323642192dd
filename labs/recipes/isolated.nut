# namespaces uts mnt pid net ipc cgroup, a root and a control group of its own
rootfs busybox

# First the group: a cgroup namespace hides what lies above the group its maker is in.
cgroup set pids.max 64
cgroup set memory.max 256M

unshare uts mnt pid net ipc cgroup
sethostname isolated

# The new root; the host's tree is gone from sight with the old one.
pivot_root

# By PID 1, from inside: proc shows the PID namespace of whoever mounts it.
mount proc

# The few devices that every program expects.
mount -t tmpfs -o nosuid,noexec,mode=755,size=64k tmpfs /dev
mknod /dev/null c 1 3
mknod /dev/zero c 1 5
mknod /dev/urandom c 1 9
mknod /dev/tty c 5 0
