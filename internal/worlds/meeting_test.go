package worlds

func meetingRoom() room { return room{} }
