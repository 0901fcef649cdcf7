//go:build !linux

package cachedaemon

import "net"

// checkPeer relies on the folder of the socket, which nobody else may enter.
func checkPeer(net.Conn) error { return nil }
