# a container by an ordinary user: root inside, that same user outside
# Nothing here needs a privilege. Try as yourself: nutshell run --recipe rootless -- id
rootfs busybox

# First, since root over a user namespace is what may do all that follows. One id is mapped: the caller's own is root
# inside, as the kernel grants without being asked for more. Everyone else is nobody, so chown to them is EINVAL.
clone user --map root

# Its own mounts, processes, names, queues and network. No control group: those belong to the host's root.
unshare uts mnt pid net ipc cgroup
sethostname rootless

# Targets without a first slash lie in the new root.
chdir
mount -t tmpfs -o nosuid,noexec,mode=755,size=64k tmpfs dev

# mknod is EPERM here: a device node would open a device for everyone. Bound, the host's own nodes keep their rules.
mount -o bind,X-mount.mkdir /dev/null dev/null
mount -o bind,X-mount.mkdir /dev/zero dev/zero
mount -o bind,X-mount.mkdir /dev/full dev/full
mount -o bind,X-mount.mkdir /dev/random dev/random
mount -o bind,X-mount.mkdir /dev/urandom dev/urandom
mount -o bind,X-mount.mkdir /dev/tty dev/tty

# Its root may mount this: the interfaces in it are those of its own network namespace.
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys

pivot_root

# By PID 1, from inside: proc shows the PID namespace of whoever mounts it.
mount -t proc -o nosuid,nodev,noexec proc /proc
